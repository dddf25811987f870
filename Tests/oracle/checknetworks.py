"""Builds every network of the zoo from its JSON alone and compares it, layer by layer, with PyTorch.

    checknetworks.py COSTCALC [NETWORK…]

Networks are built on PyTorch's meta device, which knows shapes and no numbers, by buildnetwork.py;
MACs are half of what PyTorch's own counter finds. Prints a line of JSON for each network whose
layers all agree: its MACs, its parameters and a hash of its layers. The others are errors.
"""
import json, subprocess, sys, torch
from torch.utils.flop_counter import FlopCounterMode
from buildnetwork import Network

def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode(): value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"

def check(document):
    lines, found = [], [0, 0]
    def watch(layer, inputs):
        row = layer.row
        with FlopCounterMode(display=False) as counter: output = layer(*inputs)
        own = 0 if row["weightsOf"] is not None else sum(
            p.numel() for name, p in layer.named_parameters() if not name.startswith("norm."))
        own += sum(p.numel() for p in layer.norm.parameters()) if layer.norm and row["normOf"] is None else 0
        macs, shape = counter.get_total_flops() // 2, list(output.shape[1:])
        expected = (row["outputShapes"][0], row["macs"], row["parameters"])
        assert (shape, macs, own) == expected, f"{row['path']}: {(shape, macs, own)}, not {expected}"
        lines.append(" ".join([".".join(row["path"]), "x".join(map(str, shape)), str(macs), str(own)]))
        found[0] += macs
        return output
    with torch.device("meta"):
        network = Network(document)
        network(*(torch.zeros(1, *given["shape"]) for given in document["inputs"]), watch=watch)
    parameters = sum(p.numel() for p in network.parameters())
    assert (found[0], parameters) == (document["totals"]["macs"], document["totals"]["parameters"])
    return {"network": document["model"], "macs": found[0], "parameters": parameters,
        "layers": len(lines), "hash": fnv("\n".join(lines))}

tool, *names = sys.argv[1:]
failed = 0
for name in names or subprocess.check_output([tool, "list", "--names"], text=True).split():
    document = json.loads(subprocess.check_output([tool, "count", name, "--format", "json"]))
    try:
        print(json.dumps(check(document)), flush=True)
    except Exception as error:
        failed += 1
        print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
sys.exit(failed > 0)
