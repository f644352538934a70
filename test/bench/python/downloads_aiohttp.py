"""What a Python user takes for many files: aiohttp, so many requests at once on one thread."""

import asyncio
import os
import time

import aiohttp

from downloads_arguments import arguments, report

urls, folder, at_once = arguments()


async def download(session, number, url):
    async with session.get(url) as response:
        response.raise_for_status()
        body = await response.read()
    with open(os.path.join(folder, f"image-{number}.jpg"), "wb") as image:
        image.write(body)


async def main():
    connector = aiohttp.TCPConnector(limit=at_once)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(download(session, *pair) for pair in enumerate(urls)))


begin = time.perf_counter()
asyncio.run(main())
report(begin)
