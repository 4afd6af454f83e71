"""TensorBoard's own writer and reader beside ours.

    python peers/event_file.py record > train/src/test/resources/event-file.json    the golden of EventFileTest
    python peers/event_file.py read FOLDER    tag, step and value of every scalar that TensorBoard finds
Needs: pip install tensorboard
"""
import io
import json
import sys

import tensorboard
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter


def record():
    out = io.BytesIO()
    writer = RecordWriter(out)
    time = 1767323045.5
    version = event_pb2.Event(wall_time=time, file_version="brain.Event:2")
    loss = summary_pb2.Summary.Value(tag="lm-loss-training/lm loss", simple_value=2.5)
    rate = summary_pb2.Summary.Value(tag="learning-rate/learning-rate", simple_value=1e-3)
    event = event_pb2.Event(wall_time=time, step=300, summary=summary_pb2.Summary(value=[loss, rate]))
    writer.write(version.SerializeToString())
    writer.write(event.SerializeToString())
    writer.flush()
    print(json.dumps({"tensorboard": tensorboard.__version__, "file": out.getvalue().hex()}))


def read(folder):
    events = EventAccumulator(folder)
    events.Reload()
    for tag in events.Tags()["scalars"]:
        for scalar in events.Scalars(tag):
            print(f"{tag}\t{scalar.step}\t{scalar.value:.9g}\t{scalar.wall_time}")


record() if sys.argv[1] == "record" else read(sys.argv[2])
