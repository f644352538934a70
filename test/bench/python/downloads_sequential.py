"""The course's first program: one image after the other, with Python's own library."""

import os
import time
import urllib.request

from downloads_arguments import arguments, report

urls, folder, _ = arguments()

begin = time.perf_counter()
for number, url in enumerate(urls):
    urllib.request.urlretrieve(url, os.path.join(folder, f"image-{number}.jpg"))
report(begin)
