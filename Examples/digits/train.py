"""Trains the network that costcalc describes on handwritten digits, and prints how good it is."""
import json
import os

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.nn.functional import cross_entropy, interpolate

EPOCHS = int(os.environ.get("EPOCHS", 10))
CHECKPOINT = os.path.join(os.environ["COSTCALC_WORKDIR"], "checkpoint.pt")


def modules(layer):
    """A layer of docs/json.md, as far as this chain of layers needs it."""
    attributes = layer["attributes"]
    ins, outs = layer["inputShapes"][0][0], layer["outputShapes"][0][0]
    if layer["operator"] == "conv":
        (kernel,) = attributes["kernels"]
        yield nn.ZeroPad2d([side for pads in reversed(kernel["pads"]) for side in pads])
        yield nn.Conv2d(ins, outs, kernel["size"], attributes["stride"], bias=attributes["bias"])
    elif layer["operator"] == "avgpool":
        yield from (nn.AdaptiveAvgPool2d(1), nn.Flatten())
    else:
        yield nn.Linear(ins, outs)
    if layer["norm"]:
        yield nn.BatchNorm2d(outs)
    if layer["activation"]:
        yield nn.ReLU()


torch.set_num_threads(1)
torch.manual_seed(int(os.environ["COSTCALC_SEED"]))
network = json.load(open(os.environ["COSTCALC_NETWORK"]))
model = nn.Sequential(*(module for layer in network["layers"] for module in modules(layer)))
assert sum(p.numel() for p in model.parameters()) == network["totals"]["parameters"]
pixels, labels = (torch.tensor(part) for part in load_digits(return_X_y=True))
images = interpolate(pixels.reshape(-1, 1, 8, 8).float() / 16, network["input"][1:])
train, test = train_test_split(torch.arange(len(labels)), test_size=0.25, random_state=0)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
done = 0
if os.path.exists(CHECKPOINT):  # an earlier attempt got this far
    done, weights, state, random = torch.load(CHECKPOINT)
    assert done <= EPOCHS, "the checkpoint has seen more epochs"
    model.load_state_dict(weights), optimizer.load_state_dict(state), torch.set_rng_state(random)
for epoch in range(done, EPOCHS):
    for batch in train[torch.randperm(len(train))].split(64):
        optimizer.zero_grad()
        cross_entropy(model(images[batch]), labels[batch]).backward()
        optimizer.step()
    state = epoch + 1, model.state_dict(), optimizer.state_dict(), torch.get_rng_state()
    torch.save(state, CHECKPOINT + ".new"), os.replace(CHECKPOINT + ".new", CHECKPOINT)
logits = model.eval()(images[test])
accuracy = (logits.argmax(1) == labels[test]).float().mean().item() * 100
print(json.dumps({"accuracy": accuracy, "loss": cross_entropy(logits, labels[test]).item()}))
