#!/usr/bin/env zsh
# Types into an interactive shell on its own terminal, as a person would:
#   zsh tests/support/typed.zsh SETUP LINE COMMAND…
# COMMAND is the shell, SETUP a line to run first, LINE what is typed next, including keys such as Tab. Prints the
# shell's output up to a line "END", which the setup or the line must produce.
zmodload zsh/zpty || exit 2
setup=$1 line=$2
shift 2
zpty shell "${(@q)@}"
zpty -w shell "$setup; echo 'RE''ADY'"
zpty -r shell output $'*READY\r*' || exit 1
zpty -w shell "$line"
zpty -r shell output $'*END\r*' || exit 1
print -r -- "$output"
zpty -d shell
