module example.com/vecty

go 1.24

require github.com/hexops/vecty v0.6.0
