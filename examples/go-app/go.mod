module example.com/go-app-resources

go 1.22
