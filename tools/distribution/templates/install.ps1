# Installs wasmpair @version@ for Windows, for the current user:
#   powershell -ExecutionPolicy Bypass -File install.ps1 [-Prefix DIR]
# The program goes into DIR; default: %LOCALAPPDATA%\Programs\wasmpair. The archive is installed only if its SHA-256
# digest is the one in this file.
param([string]$Prefix = "$env:LOCALAPPDATA\Programs\wasmpair")
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue' # drawing the bar takes longer than the download
[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

$base = '@base@'
$archives = @{
@archives@
}

# A 32-bit PowerShell on a 64-bit system names the system's processor in the second variable.
$processor = $env:PROCESSOR_ARCHITECTURE
if ($env:PROCESSOR_ARCHITEW6432) { $processor = $env:PROCESSOR_ARCHITEW6432 }
$archive = $archives[$processor]
if (-not $archive -and $processor -eq 'ARM64') { $archive = $archives['AMD64'] } # Windows emulates it
if (-not $archive) { throw "wasmpair: there is no program for Windows on $processor. Build it from source instead." }

$work = Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $work | Out-Null
try {
  $file = Join-Path $work $archive.Name
  Invoke-WebRequest -UseBasicParsing -Uri "$base/$($archive.Name)" -OutFile $file
  $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash
  if ($actual -ne $archive.Digest) {
    throw "wasmpair: $base/$($archive.Name) is not the file that was released: expected the SHA-256 digest $($archive.Digest), received $actual. Nothing was installed."
  }
  Expand-Archive -LiteralPath $file -DestinationPath $work
  $files = Join-Path $work ($archive.Name -replace '\.zip$', '')
  $shown = & (Join-Path $files 'wasmpair.exe') --version
  if ($LASTEXITCODE -ne 0) { throw "wasmpair: the program of $($archive.Name) does not run here. Nothing was replaced." }
  New-Item -ItemType Directory -Force -Path $Prefix | Out-Null
  Copy-Item -Force -Path (Join-Path $files '*') -Destination $Prefix -Recurse
} finally {
  Remove-Item -Recurse -Force -LiteralPath $work
}
Write-Output "installed ${shown}: $Prefix\wasmpair.exe"
if (($env:PATH -split ';') -notcontains $Prefix) { Write-Output "Add $Prefix to the PATH of your account." }
