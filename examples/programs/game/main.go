// Game is Snake, made with Ebitengine. It waits for the first key or touch.
package main

import (
	"image/color"
	"log"

	"github.com/hajimehoshi/ebiten/v2"
	"github.com/hajimehoshi/ebiten/v2/ebitenutil"
	"github.com/hajimehoshi/ebiten/v2/inpututil"
	"github.com/hajimehoshi/ebiten/v2/vector"
)

const (
	cell          = 16 // pixels
	ticksPerMove  = 8
	messageHeight = 16
)

var (
	ground = color.RGBA{0x14, 0x22, 0x2b, 0xff}
	body   = color.RGBA{0x7f, 0xd9, 0x62, 0xff}
	fruit  = color.RGBA{0xff, 0x8f, 0x40, 0xff}
)

var keys = map[ebiten.Key]point{
	ebiten.KeyArrowUp: {0, -1}, ebiten.KeyArrowDown: {0, 1}, ebiten.KeyArrowLeft: {-1, 0}, ebiten.KeyArrowRight: {1, 0},
}

// game shows a board, and turns keys and touches into directions.
type game struct {
	board   *board
	started bool
	ticks   int
	touches []ebiten.TouchID
}

func (g *game) Update() error {
	for key, direction := range keys {
		if inpututil.IsKeyJustPressed(key) {
			g.steer(direction)
		}
	}
	g.touches = inpututil.AppendJustPressedTouchIDs(g.touches[:0])
	for _, touch := range g.touches {
		x, y := ebiten.TouchPosition(touch)
		g.steer(g.board.toward(point{x / cell, y / cell}))
	}
	if g.ticks++; g.started && g.ticks%ticksPerMove == 0 && !g.board.move() {
		g.board, g.started = newBoard(), false
	}
	return nil
}

func (g *game) steer(direction point) {
	g.started = true
	g.board.turn(direction)
}

func (g *game) Draw(screen *ebiten.Image) {
	screen.Fill(ground)
	for _, at := range g.board.snake {
		square(screen, at, body)
	}
	square(screen, g.board.fruit, fruit)
	if !g.started {
		ebitenutil.DebugPrintAt(screen, "Press an arrow key, or tap where to go", cell, height*cell-messageHeight-cell)
	}
}

func square(screen *ebiten.Image, at point, fill color.Color) {
	vector.DrawFilledRect(screen, float32(at.x*cell+1), float32(at.y*cell+1), cell-2, cell-2, fill, false)
}

// Layout is the size of the picture, which Ebitengine scales to the page.
func (g *game) Layout(int, int) (int, int) { return width * cell, height * cell }

func main() {
	if err := ebiten.RunGame(&game{board: newBoard()}); err != nil {
		log.Fatal(err)
	}
}
