"""How long a text is for people: code points with every line end counted once, as browser and server agree."""


def code_points(text):
    return len(text.replace("\r\n", "\n"))
