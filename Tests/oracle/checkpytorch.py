"""Runs what `costcalc spec NETWORK --format pytorch` writes, for every network of the zoo.

    checkpytorch.py COSTCALC [NETWORK…]

A file's own constants, PyTorch's count of its MACs and of its parameters, and the shapes of its
outputs are compared with `costcalc count NETWORK --format json`. Networks are made on PyTorch's meta
device, which knows shapes and no numbers. Prints a line of JSON for each that is right, with a hash of
its code, comments and heading aside: Tests/PyTorchTests/Fixtures/checked.jsonl.
"""
import json, subprocess, sys, torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

def code(source):
    lines = source.split('"""', 2)[2].split("\n")
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))

def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode(): value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"

def check(source, document):
    names = {"__name__": "network"}
    exec(compile(source, document["model"], "exec"), names)
    classes = [value for value in names.values() if isinstance(value, type) and issubclass(value, nn.Module)]
    with torch.device("meta"):
        network = classes[-1]()
        inputs = [torch.zeros(2, *shape) for shape in names["INPUT_SHAPES"]]
        with FlopCounterMode(display=False) as counter: outputs = network(*inputs)
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else outputs
    made = {row["id"]: row["outputShapes"][0] for row in document["layers"]}
    trim = lambda shape: list(shape) if len(shape) == 1 else [n for n in shape[:1]] + [n for n in shape[1:] if n != 1]
    shapes = [trim(output.shape[1:]) for output in outputs], [trim(made[id]) for id in document["outputs"]]
    assert shapes[0] == shapes[1], f"outputs {shapes[0]}, not {shapes[1]}"
    own = counter.get_total_flops() // 4, sum(p.numel() for p in network.parameters())
    totals = document["totals"]["macs"], document["totals"]["parameters"]
    assert own == totals == (names["MACS"], names["PARAMETERS"]), f"{own}, not {totals}"
    return own

tool, *names = sys.argv[1:]
failed = []
for name in names or subprocess.check_output([tool, "list", "--names"], text=True).split():
    try:
        document = json.loads(subprocess.check_output([tool, "count", name, "--format", "json"]))
        source = subprocess.check_output([tool, "spec", name, "--format", "pytorch"], text=True)
        macs, parameters = check(source, document)
        print(json.dumps({"network": name, "macs": macs, "parameters": parameters,
            "hash": fnv(code(source))}), flush=True)
    except Exception as error:
        failed.append(name)
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
print(f"{len(failed)} failed", file=sys.stderr)
sys.exit(bool(failed))
