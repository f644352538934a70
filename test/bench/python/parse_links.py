"""Prints how long the links of one page take to find, in ms of CPU, by what the Python crawls use.

Standard input: pages, one after the other, each ending with a NUL.
"""

import json
import sys
import time

pages = [page for page in sys.stdin.buffer.read().split(b"\0") if page]


def measured(links_in):
    links_in(pages[0])
    begin = time.process_time()
    for page in pages:
        links_in(page)
    return (time.process_time() - begin) * 1000 / len(pages)


result = {}
try:
    from selectolax.lexbor import LexborHTMLParser

    result["selectolax"] = measured(lambda page: [a.attributes["href"] for a in LexborHTMLParser(page).css("a[href]")])
except ImportError:
    pass
try:
    from bs4 import BeautifulSoup

    pages = pages[:30]
    result["BeautifulSoup"] = measured(lambda page: [a["href"] for a in BeautifulSoup(page, "html.parser").find_all("a", href=True)])
except ImportError:
    pass
print(json.dumps(result))
