module example.com/wasmpair-page

go 1.22
