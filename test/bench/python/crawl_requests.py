"""What the course uses: requests and BeautifulSoup, one page after the other.

Arguments: the first address, how many pages at most.
"""

import json
import resource
import sys
import time
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

start, most = sys.argv[1], int(sys.argv[2])
host = urlsplit(start).netloc
queue, seen, pages = deque([start]), {start}, 0
begin, begin_cpu = time.perf_counter(), time.process_time()
with requests.Session() as session:
    while queue:
        url = queue.popleft()
        response = session.get(url)
        if response.status_code != 200 or not response.headers["content-type"].startswith("text/html"):
            continue
        pages += 1
        for link in BeautifulSoup(response.content, "html.parser").find_all("a", href=True):
            found = urldefrag(urljoin(url, link["href"])).url
            if found not in seen and len(seen) < most and urlsplit(found).netloc == host:
                seen.add(found)
                queue.append(found)
ms, cpu_ms = (time.perf_counter() - begin) * 1000, (time.process_time() - begin_cpu) * 1000
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "rssMiB": rss, "fetched": len(seen), "pages": pages}))
