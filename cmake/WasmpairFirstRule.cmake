# cmake -D DEPFILE=file -P WasmpairFirstRule.cmake: keeps only the first rule of a dependency file. Before 3.21, CMake
# does not support rules without prerequisites, which `wasmpair pack --depfile` writes for inputs that may disappear.
file(READ ${DEPFILE} rules)
string(FIND "${rules}" "\n\n" end)
string(SUBSTRING "${rules}" 0 ${end} first)
file(WRITE ${DEPFILE} "${first}\n")
