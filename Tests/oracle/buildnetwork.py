"""Builds a network in PyTorch from `costcalc count NETWORK --format json` and from nothing else."""
import math, torch
from torch import nn
from torch.nn import functional as F

ACTIVATIONS = {"swish": "silu", "hswish": "hardswish", "hsigmoid": "hardsigmoid", "leaky": "leaky_relu"}
SAME = {"depthwise": "conv", "maxpool": "pool", "avgpool": "pool", "layernorm": "batchnorm",
    "slice": "split", "space_to_batch": "windows", "batch_to_space": "windows_to_space"}
zeros = lambda *sizes: nn.Parameter(torch.zeros(*sizes))
around = lambda pads, sign=1: [sign * side for axis in reversed(pads) for side in axis]
heads = lambda x, count: x.flatten(2).unflatten(1, (count, -1)).transpose(2, 3)

class Norm(nn.Module):
    def __init__(self, kind, channels, epsilon):
        super().__init__()
        self.kind, self.epsilon, self.statistics = kind, epsilon, (torch.zeros(channels), torch.ones(channels))
        self.trained = nn.ParameterList([] if kind == "frozen" else [zeros(channels), zeros(channels)])
    def forward(self, x):
        groups = {"instance": x.shape[1], "group": math.gcd(32, x.shape[1])}.get(self.kind)
        if groups: return F.group_norm(x, groups, *self.trained, self.epsilon)
        if self.kind != "layer": return F.batch_norm(x, *self.statistics, *self.trained, eps=self.epsilon)
        return F.layer_norm(x.movedim(1, -1), x.shape[1:2], *self.trained, self.epsilon).movedim(-1, 1)

class Layer(nn.Module):
    """A layer with its parameters, or with those of earlier layers."""
    def __init__(self, row, owner, norm_owner):
        super().__init__()
        self.row, self.a, self.op = row, row["attributes"], row["operator"]
        (channels, *map), out = row["inputShapes"][0], row["outputShapes"][0]
        self.parts = owner.parts if owner else nn.ModuleList(self.modules_for(channels, map, out))
        column, distances = (channels, *[1] * len(map)), math.prod(2 * size - 1 for size in map)
        own = {"l2norm": column, "layerscale": column, "biasadd": column, "class_token": (channels, 1), "position": (channels, *map),
            "relative_position": (self.a.get("heads"), distances), "add": (len(row["inputs"]),)}.get(self.op)
        self.trained = zeros(*own) if own and self.a.get("fusion") != "sum" else None
        self.norm = norm_owner.norm if norm_owner else row["norm"] and Norm(row["norm"], out[0], self.a["epsilon"])
    def modules_for(self, channels, map, out):
        a, op = self.a, self.op
        if op == "dense": yield nn.Linear(channels * math.prod(map if a["axis"] is None else []), out[0], a["bias"])
        if op in ("batchnorm", "layernorm"): yield Norm(op[:5], channels, a["epsilon"])
        for index, kernel in enumerate(a.get("kernels", []) if "pool" not in op else []):
            share = channels // len(a["kernels"]) + (channels % len(a["kernels"]) if index == 0 else 0)
            kind = getattr(nn, f"Conv{'Transpose' * (op == 'transposed')}{len(map)}d")
            yield kind(share, out[0] * share // channels, kernel["size"], a["stride"], dilation=a["dilation"],
                bias=a["bias"], groups=share if op == "depthwise" else a["groups"])
    def forward(self, *inputs):
        x = getattr(self, SAME.get(self.op, self.op), self.activation)(*inputs)
        x = self.norm(x) if self.norm else x
        return self.activation(x, self.row["activation"]) if self.row["activation"] else x
    def activation(self, x, name=None): return getattr(F, ACTIVATIONS.get(name or self.op, name or self.op))(x)
    def conv(self, x):
        pieces = zip(self.parts, x.split([part.in_channels for part in self.parts], 1), self.a["kernels"])
        return torch.cat([part(F.pad(piece, around(kernel["pads"]))) for part, piece, kernel in pieces], 1)
    def transposed(self, x): return F.pad(self.parts[0](x), around(self.a["kernels"][0]["pads"], -1))
    def dense(self, x):
        if self.a["axis"] is None: return self.parts[0](x.flatten(1)).view(-1, *self.row["outputShapes"][0])
        return self.parts[0](x.movedim(self.a["axis"], -1)).movedim(-1, self.a["axis"])
    def pool(self, x):
        border, reduce = (-math.inf, torch.amax) if self.op == "maxpool" else (0, torch.mean)
        if not self.a: return reduce(x.flatten(2), -1).view(-1, *self.row["outputShapes"][0])
        x = F.pad(x, around(self.a["kernels"][0]["pads"]), value=border)
        for axis, (size, stride) in enumerate(zip(self.a["kernels"][0]["size"], self.a["stride"]), 2):
            x = reduce(x.unfold(axis, size, stride), -1)
        return x
    def batchnorm(self, x): return self.parts[0](x)
    def l2norm(self, x): return F.normalize(x) * self.trained
    def layerscale(self, x): return x * self.trained
    def biasadd(self, x): return x + self.trained
    def lrn(self, x): return F.local_response_norm(x, *(self.a[key] for key in ("size", "alpha", "beta", "bias")))
    def softmax(self, x): return heads(x, self.a["heads"]).softmax(-1).transpose(2, 3).reshape(x.shape)
    def add(self, *all): return sum(all if self.trained is None else [w * x for w, x in zip(self.trained, all)])
    def multiply(self, *all): return math.prod(all)
    def concat(self, *all): return torch.cat(all, self.a["axis"] or 1)
    def split(self, x):
        return x.narrow(axis := self.a.get("axis", 1), self.a["start"], self.row["outputShapes"][0][axis - 1])
    def shuffle(self, x): return x.unflatten(1, (self.a["groups"], -1)).transpose(1, 2).flatten(1, 2)
    def space_to_depth(self, x): return F.pixel_unshuffle(x, self.a["by"][0])
    def resize(self, x, *like): return F.interpolate(x, self.row["outputShapes"][0][1:])
    def matmul(self, x, y):
        y = heads(y, self.a["kvHeads"]).repeat_interleave(self.a["heads"] // self.a["kvHeads"], 1)
        x = heads(x, self.a["heads"]) @ (y.mT if self.a["transposes"] else y)
        return x.mT.reshape(x.shape[0], *self.row["outputShapes"][0])
    def class_token(self, x): return torch.cat((self.trained.expand(x.shape[0], -1, -1), x), 2)
    def position(self, x): return x + self.trained
    def relative_position(self, x): return x + self.trained.sum()  # Of its shape alone.
    def reshape(self, x): return x.reshape(self.a["sizes"])
    def windows(self, x):
        _, high, wide = self.row["outputShapes"][0]
        x = F.pad(x, [0, -x.shape[3] % wide, 0, -x.shape[2] % high])
        return x.unflatten(3, (-1, wide)).unflatten(2, (-1, high)).permute(0, 2, 4, 1, 3, 5).flatten(0, 2)
    def windows_to_space(self, x, like=None):
        _, height, width = self.row["outputShapes"][0]
        x = x.unflatten(0, (-1, -(-height // x.shape[2]), -(-width // x.shape[3])))
        return x.permute(0, 3, 1, 4, 2, 5).flatten(4, 5).flatten(2, 3)[:, :, :height, :width]

class Network(nn.Module):
    def __init__(self, document):
        super().__init__()
        made = {None: None}
        for row in document["layers"]:
            made[row["id"]] = Layer(row, made[row["weightsOf"]], made[row["normOf"]])
        self.document, self.rows = document, nn.ModuleList(made[row["id"]] for row in document["layers"])
    def forward(self, *inputs, watch=lambda layer, inputs: layer(*inputs)):
        tensors = {given["id"]: x for given, x in zip(self.document["inputs"], inputs)}
        for layer in self.rows:
            tensors[layer.row["id"]] = watch(layer, [tensors[id] for id in layer.row["inputs"]])
        return [tensors[id] for id in self.document["outputs"]]
