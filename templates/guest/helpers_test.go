package guesthost

import "errors"

func is(err, kind error) bool { return errors.Is(err, kind) }
