"""Ink on a picture: what is dark, and what is the red of stamps. Masks are 255 where ink is."""

from PIL import Image, ImageChops

INK = 130  # what is darker is ink, of any colour
REDDER = 40  # of 255: how much more red than green or blue there is in the ink of a stamp
LIT = 105  # red light of a stamp on paper; where print lies under it there is less


def dark_ink(grey: Image.Image) -> Image.Image:
    """Where a grey picture has ink."""
    return grey.point(lambda light: 255 if light < INK else 0)


def red_ink(picture: Image.Image) -> Image.Image | None:
    """Where there is nothing but the ink of a stamp; None for a picture without colours."""
    if picture.mode != "RGB":
        return None
    lit = picture.getchannel("R").point(lambda light: 255 if light > LIT else 0)
    return ImageChops.darker(redness(picture).point(lambda it: 255 if it > REDDER else 0), lit)


def redness(picture: Image.Image) -> Image.Image:
    """By how much each pixel is redder than green or blue."""
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))
