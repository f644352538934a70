"""The course's second program: one thread for each image, all started, then all waited for."""

import os
import threading
import time
import urllib.request

from downloads_arguments import arguments, report

urls, folder, _ = arguments()


def download(number, url):
    urllib.request.urlretrieve(url, os.path.join(folder, f"image-{number}.jpg"))


begin = time.perf_counter()
threads = [threading.Thread(target=download, args=pair) for pair in enumerate(urls)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
report(begin)
