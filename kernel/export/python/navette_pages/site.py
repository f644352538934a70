"""The pages that are exported together: which is before and after which, in which language, and who lists them."""

import os
import re
from urllib.parse import quote

NAMES = {"en": "English", "fr": "Français"}


class Site:
    """
    The entries of the notebooks that have a page, in the order of the export.

    An entry is what `index_entry` makes of a notebook. `indexes` are the files of the pages that list others, `galleries`
    those of the pages with stored pictures.
    """

    def __init__(self, entries, indexes=(), galleries=()):
        self.entries = entries
        self.indexes = indexes
        self.galleries = galleries
        self.languages = list(dict.fromkeys(entry["language"] for entry in entries))

    def links_of(self, entry):
        """Where a page leads: back, on, to its counterparts and to those that list it. Nothing for one that is alone."""
        if len(self.entries) < 2:
            return None
        folder = os.path.dirname(entry["page"])
        own = [other for other in self.entries if other["language"] == entry["language"]]
        at = own.index(entry)
        index = self.index_for(folder, entry["language"])
        return {
            "index": index and address(index, folder),
            "previous": link(own[at - 1], folder) if at > 0 else None,
            "next": link(own[at + 1], folder) if at + 1 < len(own) else None,
            "languages": self.switch(entry["language"], folder, self.counterpart(entry)),
        }

    def counterpart(self, entry):
        """Of a language, the page of the same chapter: the one whose name begins with the same number, or is the same."""

        def find(language):
            same = [e for e in self.entries if e["language"] == language and e["key"] == entry["key"]]
            return same[0]["page"] if len(same) == 1 else self.index_for(None, language)

        return find

    def switch(self, current, folder, find):
        """The other languages, each with the address that `find` gives for it."""
        links = ((language, find(language)) for language in self.languages if language != current)
        return [
            {"code": language, "name": NAMES.get(language, language), "address": address(page, folder)}
            for language, page in links
            if page is not None
        ]

    def index_for(self, folder, language):
        """The page that lists a folder's pages, else those of a language, else all."""
        own = [file for file in self.indexes if os.path.dirname(file) == folder]
        return next(iter(own or self.of_language(self.indexes, language) or self.of_all(self.indexes)), None)

    def gallery_for(self, language):
        """The page with the pictures, in a language where there is one."""
        return next(iter(self.of_language(self.galleries, language) or self.galleries), None)

    def of_language(self, files, language):
        """Those that lie beside pages of that language only."""
        return [file for file in files if {entry["language"] for entry in self.beside(file)} == {language}]

    def of_all(self, files):
        return [file for file in files if len(self.listed(file)) == len(self.entries)]

    def beside(self, file):
        return [entry for entry in self.entries if os.path.dirname(entry["page"]) == os.path.dirname(file)]

    def listed(self, file):
        """The entries that an index lists: those beside it, or, above the folders, all."""
        return self.beside(file) or self.entries


def key_of(name):
    """What a notebook has in common with the same chapter in another language."""
    number = re.match(r"\d+", name)
    return number[0] if number else name


def link(entry, folder):
    return {"title": entry["title"], "address": address(entry["page"], folder)}


def address(file, folder):
    """A file's address in a page of that folder."""
    return quote(os.path.relpath(file, folder).replace(os.sep, "/"))
