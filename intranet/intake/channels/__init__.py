"""Channels: the ways by which files come in (upload, watched folder, mail, import, edXML).

Start at `receiving`: every channel hands its files to `receive`, which opens parcels (`unpacking`)
and makes an item of each file. The channels themselves: `views_upload`, `folder_channel`,
`mail_channel`. Why a file is refused stands in `intake.quarantine.refusals`.
"""

__all__ = ["arrivals", "originals", "receiving", "upload_rows"]
