package main

import (
	"math/rand/v2"
	"slices"
)

// The board, in cells.
const (
	width  = 20
	height = 15
)

type point struct{ x, y int }

// board has the rules of the game. The snake's head comes first.
type board struct {
	snake     []point
	direction point
	fruit     point
}

func newBoard() *board {
	return &board{
		snake:     []point{{9, 7}, {8, 7}, {7, 7}, {6, 7}},
		direction: point{1, 0},
		fruit:     point{14, 4},
	}
}

// turn changes the direction, but never to the snake's neck.
func (b *board) turn(to point) {
	if (point{b.snake[0].x + to.x, b.snake[0].y + to.y}) != b.snake[1] {
		b.direction = to
	}
}

// toward is the direction from the head to a point, along the longer way.
func (b *board) toward(target point) point {
	x, y := target.x-b.snake[0].x, target.y-b.snake[0].y
	if max(x, -x) > max(y, -y) {
		return point{max(-1, min(x, 1)), 0}
	}
	return point{0, max(-1, min(y, 1))}
}

// move reports whether the snake is still alive.
func (b *board) move() bool {
	head := point{b.snake[0].x + b.direction.x, b.snake[0].y + b.direction.y}
	if head.x < 0 || head.x >= width || head.y < 0 || head.y >= height || slices.Contains(b.snake, head) {
		return false
	}
	b.snake = slices.Insert(b.snake, 0, head)
	if head != b.fruit {
		b.snake = b.snake[:len(b.snake)-1]
	}
	for slices.Contains(b.snake, b.fruit) {
		b.fruit = point{rand.IntN(width), rand.IntN(height)}
	}
	return true
}
