package guesthost

var release = Release{}
