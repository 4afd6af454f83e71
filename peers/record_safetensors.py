#!/usr/bin/env python3
"""Records a small file written by the safetensors library, as a golden for SafetensorsFileTest.

Usage: python3 peers/record_safetensors.py   (needs: pip install safetensors)
"""

import ctypes
import pathlib
import struct

import safetensors

TARGET = pathlib.Path(__file__).parent.parent / "model/src/test/resources/safetensors"


def main():
    tensors = {
        "b.float32": ("float32", [2, 3], struct.pack("<6f", 1.5, -2.25, 3e-8, 4.0, 0.0, -6e7)),
        "a.bfloat16": ("bfloat16", [3], bytes.fromhex("803f20c0c07f")),  # 1, -2.5, NaN
        "c.float16": ("float16", [2, 1], struct.pack("<2e", 0.333251953125, -65504.0)),
        "d.float64": ("float64", [1], struct.pack("<d", 2.718281828459045)),
        "e.int64": ("int64", [2, 2], struct.pack("<4q", 1, -2, 2**62, -(2**63))),
        "f.uint8": ("uint8", [5], bytes([0, 1, 127, 128, 255])),
        "g.scalar": ("float32", [], struct.pack("<f", 42.0)),
        "h.empty": ("float32", [0, 4], b""),
        "मॉडल": ("uint8", [1], b"\x07"),
    }
    buffers = {name: ctypes.create_string_buffer(data, len(data)) for name, (_, _, data) in tensors.items()}
    specs = {
        name: safetensors.TensorSpec(
            dtype=dtype, shape=shape, data_ptr=ctypes.addressof(buffers[name]), data_len=len(data)
        )
        for name, (dtype, shape, data) in tensors.items()
    }
    data = safetensors.serialize(specs, {"format": "pt"})
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "mixed.safetensors").write_bytes(data)
    (TARGET / "RECORDED").write_text(
        f"mixed.safetensors: peers/record_safetensors.py, safetensors {safetensors.__version__}\n"
    )


if __name__ == "__main__":
    main()
