//go:build js && wasm

package main

// sparse has values with gaps of every order of magnitude between them, so that the linker splits it into many data
// segments, of which some lie near each other and some do not.
var sparse = [1 << 14]uint64{
	0: 0x9e3779b97f4a7c15, 1: 1, 3: 0xff, 6: 0x0100, 11: 0xdeadbeef, 20: 7, 37: 0x8000000000000000, 70: 3,
	102: 11, 103: 13, 134: 17, 135: 19, 136: 23, 168: 29, 169: 31, 170: 37, 202: 41, 203: 43, 236: 47, 237: 53,
	300: 59, 364: 61, 428: 67, 492: 71, 556: 73, 620: 79, 684: 83, 748: 89, 812: 97, 876: 101, 940: 103, 1004: 107,
	2000: 0x0102030405060708, 2033: 0x1112131415161718, 2065: 0x2122232425262728, 2098: 0x3132333435363738,
	4095: 1 << 40, 4096: 1 << 48, 4097: 1 << 56, 8191: 42, 8192: 43, 12000: 44, 12031: 45, 12032: 46, 12033: 47,
	16000: 0x00ff00ff00ff00ff, 16320: 0xff00ff00ff00ff00, 16383: 0xffffffffffffffff,
}

// dense has no run of zeros that is worth a new segment.
var dense = [8]byte{1, 0, 2, 0, 0, 3, 0, 4}

// zeros holds nothing: it must stay nothing.
var zeros [1 << 12]byte
