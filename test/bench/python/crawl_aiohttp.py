"""What a Python user takes for a fast crawl: aiohttp and selectolax, so many pages at once on one thread.

Arguments: the first address, how many pages at most, how many at once.  No robots.txt, no limits: less than Navette does.
"""

import asyncio
import json
import resource
import sys
import time
from urllib.parse import urldefrag, urljoin, urlsplit

import aiohttp
from selectolax.lexbor import LexborHTMLParser

start, most, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
host = urlsplit(start).netloc


async def worker(session, queue, seen, counts):
    while True:
        url = await queue.get()
        try:
            async with session.get(url) as response:
                body = await response.read()
                is_page = response.status == 200 and response.content_type == "text/html"
            if is_page:
                counts["pages"] += 1
                for node in LexborHTMLParser(body).css("a[href]"):
                    found = urldefrag(urljoin(url, node.attributes["href"])).url
                    if found not in seen and len(seen) < most and urlsplit(found).netloc == host:
                        seen.add(found)
                        queue.put_nowait(found)
        except aiohttp.ClientError:
            counts["failed"] += 1
        finally:
            queue.task_done()


async def main():
    queue, seen, counts = asyncio.Queue(), {start}, {"pages": 0, "failed": 0}
    queue.put_nowait(start)
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector) as session:
        workers = [asyncio.create_task(worker(session, queue, seen, counts)) for _ in range(at_once)]
        await queue.join()
        for one in workers:
            one.cancel()
    return len(seen), counts


begin, begin_cpu = time.perf_counter(), time.process_time()
fetched, counts = asyncio.run(main())
ms, cpu_ms = (time.perf_counter() - begin) * 1000, (time.process_time() - begin_cpu) * 1000
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"ms": ms, "cpuMs": cpu_ms, "rssMiB": rss, "fetched": fetched, **counts}))
