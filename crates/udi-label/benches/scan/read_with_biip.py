"""Reads labels of standard input, one a line, with biip; prints labels per second of processor time."""

import sys
import time

from biip.gs1_messages import GS1Message

labels = [line.rstrip("\n").replace("<GS>", "\x1d") for line in sys.stdin]
start = time.process_time()
for label in labels:
    GS1Message.parse(label)
print(len(labels) / (time.process_time() - start))
