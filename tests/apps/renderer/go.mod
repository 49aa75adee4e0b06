module renderer

go 1.24
