#!/usr/bin/env zsh
# Types into an interactive shell on a terminal of its own, as a person would:
#   zsh tests/support/typed.zsh SETUP LINE COMMAND…
# COMMAND is the shell, SETUP a line that is run first, LINE what is typed then, keys such as Tab included. Prints what
# the shell wrote up to a line "END", which the setup or the line must make it write.
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
