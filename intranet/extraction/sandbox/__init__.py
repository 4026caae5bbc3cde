"""Sandbox: files from outside are read in a child process that sees one file and nothing else.

`isolated` is how other rooms read, recognise and draw, `office_files` how they convert; `preflight`
decides what may be taken in; `text_reading` reads long texts; `state` tells what is in force.
`child` is the process, `child_process` starts it, in a `box` where the machine permits one; by
`confinement` it closes everything else to itself.
"""

__all__ = ["isolated", "office_files", "preflight", "state", "text_reading"]
