module example.com/wasip1

go 1.21
