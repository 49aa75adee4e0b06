module guests

go 1.24

require guest v0.0.0

replace guest => ../../templates/guest-sdk
