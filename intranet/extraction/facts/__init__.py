"""Facts: what the header and the signature of a document say, suggested to the clerk.

Start at `read_facts`: one module for each fact (`number_and_date`, `issuer`, `subject`, `signer`,
`recipients`, `legal_bases`), over lines that `text_repair` has mended and `header` has parted;
`confidence` says how sure each is. `citations` lists the documents that the pages name.
"""

__all__ = ["citations", "read_facts"]
