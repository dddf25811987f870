"""What the counting tools print for small modules, one for each kind of layer that they know.

conventions.sh runs this; it prints JSON. A case has a spec in the language of costcalc, the module
of PyTorch that it describes, as code, and what each tool prints for it. A tool that fails on a module
has no number there.

Each tool runs in a process of its own, because some replace the functions of PyTorch.
"""

import collections.abc
import contextlib
import importlib
import importlib.metadata
import io
import json
import multiprocessing
import os
import subprocess
import sys
import warnings

import torch

torch.set_num_threads(1)
# Old tools look for it where Python had it before 3.10.
collections.Iterable = collections.abc.Iterable
cases = {}


def case(name, size, body, code, batch=1, **keys):
    """A module for maps of `size`, which is height, width and channels."""
    assert name not in cases, name
    cases[name] = dict(spec=dict(input=size, **keys, body=body), torch=code, batch=batch)


# Convolutions


def conv(name, cells, code, size=(6, 6, 8), operator="conv", batch=1):
    columns = ["operator", *cells]
    case(name, list(size), [columns, [operator, *cells.values()]], code, batch)


conv("conv", dict(k=3, c=16), "nn.Conv2d(8, 16, 3, padding=1)")
conv("conv of a batch", dict(k=3, c=16), "nn.Conv2d(8, 16, 3, padding=1)", batch=2)
conv("conv without bias", dict(k=3, c=16, bias=False), "nn.Conv2d(8, 16, 3, padding=1, bias=False)")
conv("conv, stride 2", dict(k=3, c=16, s=2, p=1), "nn.Conv2d(8, 16, 3, stride=2, padding=1)")
conv("conv without padding", dict(k=3, c=16, p=0), "nn.Conv2d(8, 16, 3)")
conv("conv, dilation 2", dict(k=3, c=16, d=2, p=2), "nn.Conv2d(8, 16, 3, dilation=2, padding=2)")
conv("conv, even kernel", dict(k=2, c=16, s=2, p=0), "nn.Conv2d(8, 16, 2, stride=2)")
conv("conv 1x7", dict(k="1x7", c=16), "nn.Conv2d(8, 16, (1, 7), padding=(0, 3))")
conv(
    "conv, strides and padding by axis",
    dict(k="10x4", c=16, s="2x1", p="4x1"),
    "nn.Conv2d(8, 16, (10, 4), stride=(2, 1), padding=(4, 1))",
    size=(20, 6, 8),
)
conv("conv 1x1", dict(k=1, c=16), "nn.Conv2d(8, 16, 1)")
conv("grouped conv", dict(k=3, c=16, g=4), "nn.Conv2d(8, 16, 3, padding=1, groups=4)")
conv("depthwise", dict(k=3), "nn.Conv2d(8, 8, 3, padding=1, groups=8)", operator="depthwise")
conv(
    "depthwise, two filters a channel",
    dict(k=3, c=16),
    "nn.Conv2d(8, 16, 3, padding=1, groups=8)",
    operator="depthwise",
)
conv(
    "depthwise, stride 2, without bias",
    dict(k=5, s=2, p=2, bias=False),
    "nn.Conv2d(8, 8, 5, stride=2, padding=2, groups=8, bias=False)",
    operator="depthwise",
)
conv(
    "conv of steps",
    dict(k="7x1", c=32, p="3x0"),
    "nn.Conv1d(16, 32, 7, padding=3)",
    size=(400, 1, 16),
)
conv(
    "grouped conv of steps",
    dict(k="5x1", c=32, g=2, bias=False),
    "nn.Conv1d(16, 32, 5, padding=2, groups=2, bias=False)",
    size=(40, 1, 16),
)


# Transposed convolutions


def transposed(name, cells, code, size=(4, 4, 8), batch=1):
    conv(name, cells, code, size, "transposed", batch)


transposed(
    "transposed of cases/transposed.json",
    dict(k=2, c=1, s=2, p=0),
    "nn.ConvTranspose2d(3, 1, 2, stride=2)",
    size=(2, 2, 3),
)
transposed("transposed", dict(k=2, c=16, s=2, p=0), "nn.ConvTranspose2d(8, 16, 2, stride=2)")
transposed(
    "transposed of a batch",
    dict(k=2, c=16, s=2, p=0),
    "nn.ConvTranspose2d(8, 16, 2, stride=2)",
    batch=2,
)
transposed(
    "transposed without bias",
    dict(k=2, c=16, s=2, p=0, bias=False),
    "nn.ConvTranspose2d(8, 16, 2, stride=2, bias=False)",
)
transposed(
    "transposed, padded",
    dict(k=4, c=16, s=2, p=1),
    "nn.ConvTranspose2d(8, 16, 4, stride=2, padding=1)",
)
transposed(
    "transposed to twice the size",
    dict(k=3, c=16, s=2),
    "nn.ConvTranspose2d(8, 16, 3, stride=2, padding=1, output_padding=1)",
)
transposed(
    "transposed of an odd map to twice the size",
    dict(k=3, c=16, s=2),
    "nn.ConvTranspose2d(8, 16, 3, stride=2, padding=1, output_padding=1)",
    size=(5, 5, 8),
)
transposed(
    "transposed of an odd map, even kernel",
    dict(k=2, c=16, s=2),
    "nn.ConvTranspose2d(8, 16, 2, stride=2)",
    size=(5, 5, 8),
)
transposed(
    "transposed, kernel under the stride",
    dict(k=2, c=16, s=3),
    "nn.ConvTranspose2d(8, 16, 2, stride=3, output_padding=1)",
)
transposed("transposed, stride 1", dict(k=3, c=16, p=1), "nn.ConvTranspose2d(8, 16, 3, padding=1)")
transposed(
    "transposed, dilation 2",
    dict(k=3, c=16, s=2, d=2, p=2),
    "nn.ConvTranspose2d(8, 16, 3, stride=2, dilation=2, padding=2)",
)
transposed("transposed, as many channels", dict(k=2, c=8, s=2), "nn.ConvTranspose2d(8, 8, 2, stride=2)")
transposed(
    "grouped transposed",
    dict(k=3, c=16, s=2, g=2),
    "nn.ConvTranspose2d(8, 16, 3, stride=2, padding=1, output_padding=1, groups=2)",
)
transposed(
    "grouped transposed, as many channels",
    dict(k=3, c=8, s=2, g=4),
    "nn.ConvTranspose2d(8, 8, 3, stride=2, padding=1, output_padding=1, groups=4)",
)
transposed(
    "depthwise transposed",
    dict(k=4, c=8, s=2, p=1, g=8, bias=False),
    "nn.ConvTranspose2d(8, 8, 4, stride=2, padding=1, groups=8, bias=False)",
)
transposed(
    "transposed of steps",
    dict(k="4x1", c=4, s="2x1", p="1x0"),
    "nn.ConvTranspose1d(8, 4, 4, stride=2, padding=1)",
    size=(10, 1, 8),
)


# Dense layers and matrix products

flatten = "nn.Flatten(), nn.Linear(72, 10{})"
dense = ["operator", "c", "bias"]
case("dense", [3, 3, 8], [dense, ["dense", 10]], f"seq({flatten.format('')})")
case("dense of a batch", [3, 3, 8], [dense, ["dense", 10]], f"seq({flatten.format('')})", 2)
case(
    "dense without bias",
    [3, 3, 8],
    [dense, ["dense", 10, False]],
    f"seq({flatten.format(', bias=False')})",
)
projections = [
    ["name", "operator", "from", "k", "c", "transpose", "called"],
    ["q", "conv", "in", 1, 16],
    ["k", "conv", "in", 1, 16],
    ["v", "conv", "in", 1, 16],
]
for call, code in [("infix", "operator.matmul"), ("function", "torch.matmul")]:
    for softmax, made in [("module", "nn.Softmax(dim=-1)"), ("function", "softmax")]:
        case(
            f"attention by {code}, softmax as a {softmax}",
            [7, 7, 16],
            projections
            + [
                ["a", "matmul", ["q", "k"], "-", "-", True, call],
                ["p", "softmax", "a", "-", "-", "-", softmax],
                ["o", "matmul", ["p", "v"], "-", "-", "-", call],
            ],
            f"Attention(16, {code}, {made})",
        )
case(
    "product of maps by torch.bmm",
    [7, 7, 16],
    [
        ["name", "operator", "from", "transpose", "called"],
        ["a", "matmul", ["in", "in"], True, "function"],
    ],
    "Product(torch.bmm)",
)


# Normalizations


def norm(name, word, code, batch=1, size=(4, 4, 8)):
    """A norm behind the smallest convolution, since it is an attribute of a layer."""
    case(
        name,
        list(size),
        [["operator", "k", "c", "norm"], ["conv", 1, 8, word]],
        f"seq(nn.Conv2d({size[2]}, 8, 1, bias=False), {code})",
        batch,
    )


norm("conv and no norm", "none", "nn.Identity()")
cases["conv and no norm"]["spec"]["body"] = [["operator", "k", "c", "bias"], ["conv", 1, 8, False]]
norm("batch norm", "batch", "nn.BatchNorm2d(8)")
norm("batch norm of a batch", "batch", "nn.BatchNorm2d(8)", batch=2)
norm("layer norm", "layer", "ChannelsLast(nn.LayerNorm(8))")
norm("layer norm of a batch", "layer", "ChannelsLast(nn.LayerNorm(8))", batch=2)
norm("group norm", "group", "nn.GroupNorm(2, 8)")
norm("instance norm", "instance", "nn.InstanceNorm2d(8, affine=True)")
norm("frozen batch norm", "frozen", "FrozenBatchNorm(8)")
rows = ["operator"]
case("batch norm as a row", [4, 4, 8], [rows, ["batchnorm"]], "nn.BatchNorm2d(8)")
case("layer norm as a row", [4, 4, 8], [rows, ["layernorm"]], "ChannelsLast(nn.LayerNorm(8))")
case("layer scale", [4, 4, 8], [rows, ["layerscale"]], "LayerScale(8)")
case(
    "dense and batch norm",
    [1, 1, 8],
    [["operator", "c", "norm"], ["dense", 10, "batch"]],
    "seq(nn.Flatten(), nn.Linear(8, 10, bias=False), nn.BatchNorm1d(10))",
)


# Activations

for word, code in [
    ("relu", "nn.ReLU()"),
    ("relu6", "nn.ReLU6()"),
    ("leaky", "nn.LeakyReLU()"),
    ("prelu", "nn.PReLU(8)"),
    ("prelu_shared", "nn.PReLU()"),
    ("swish", "nn.SiLU()"),
    ("hswish", "nn.Hardswish()"),
    ("sigmoid", "nn.Sigmoid()"),
    ("hsigmoid", "nn.Hardsigmoid()"),
    ("tanh", "nn.Tanh()"),
    ("gelu", "nn.GELU()"),
]:
    case(word, [4, 4, 8], [rows, [word]], code)
case("prelu of a batch", [4, 4, 8], [rows, ["prelu"]], "nn.PReLU(8)", 2)
case(
    "conv, batch norm and PReLU",
    [6, 6, 3],
    [["operator", "k", "c", "s", "p", "norm", "act"], ["conv", 3, 8, 2, 1, "batch", "prelu"]],
    "seq(nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(8), nn.PReLU(8))",
)
called = ["operator", "called"]
case("softmax as a module", [4, 4, 8], [called, ["softmax", "module"]], "nn.Softmax(dim=1)")
case("softmax as a function", [4, 4, 8], [called, ["softmax", "function"]], "Call(channel_softmax)")


# Pooling


def window(name, operator, code, batch=1, **cells):
    columns = ["operator", *cells]
    case(name, [6, 6, 8], [columns, [operator, *cells.values()]], code, batch)


window("max pooling", "maxpool", "nn.MaxPool2d(2)", k=2, s=2)
window("max pooling, padded", "maxpool", "nn.MaxPool2d(3, stride=2, padding=1)", k=3, s=2, p=1)
window("max pooling, ceil", "maxpool", "nn.MaxPool2d(3, stride=2, ceil_mode=True)", k=3, s=2, p="ceil")
window("max pooling, dilation 2", "maxpool", "nn.MaxPool2d(2, stride=1, dilation=2)", k=2, d=2, p=0)
window(
    "max pooling as a function",
    "maxpool",
    "Call(max_pool)",
    k=2,
    s=2,
    called="function",
)
window("average pooling", "avgpool", "nn.AvgPool2d(2)", k=2, s=2)
window("average pooling of a batch", "avgpool", "nn.AvgPool2d(2)", k=2, s=2, batch=2)
window("average pooling, padded", "avgpool", "nn.AvgPool2d(3, stride=1, padding=1)", k=3, p=1)
window("average pooling as a function", "avgpool", "Call(avg_pool)", k=2, s=2, called="function")
window("global average pooling as a module", "avgpool", "nn.AdaptiveAvgPool2d(1)", called="module")
window(
    "global average pooling as a module, of a batch",
    "avgpool",
    "nn.AdaptiveAvgPool2d(1)",
    called="module",
    batch=2,
)
window("global average pooling as a function", "avgpool", "Call(global_avg)", called="function")
window("global average pooling as a mean", "avgpool", "Call(mean)", called="mean")
window("global average pooling by a window", "avgpool", "nn.AvgPool2d(6)", called="fixed")
window("global max pooling as a module", "maxpool", "nn.AdaptiveMaxPool2d(1)", called="module")
window("global max pooling as a function", "maxpool", "Call(global_max)", called="function")


# Joins, and what moves data

joins = ["operator", "from"]
case("add", [4, 4, 8], [joins, ["add", ["in", "in"]]], "Call(lambda x: x + x)")
case("multiply", [4, 4, 8], [joins, ["multiply", ["in", "in"]]], "Call(lambda x: x * x)")
case("concat", [4, 4, 8], [joins, ["concat", ["in", "in"]]], "Call(lambda x: torch.cat([x, x], 1))")
case("pixel shuffle", [4, 4, 8], [["operator", "by"], ["depth_to_space", 2]], "nn.PixelShuffle(2)")
case(
    "halves",
    [4, 4, 8],
    [
        ["name", "operator", "from", "c", "at"],
        ["a", "split", "in", 4],
        ["b", "split", "in", 4, 4],
        ["joined", "concat", ["a", "b"]],
    ],
    "Call(lambda x: torch.cat(x.chunk(2, 1), 1))",
)
case(
    "squeeze and excitation",
    [4, 4, 8],
    [
        ["name", "operator", "from", "k", "c", "act"],
        ["s", "avgpool"],
        ["r", "conv", "-", 1, 2, "relu"],
        ["e", "conv", "-", 1, 8, "sigmoid"],
        ["x", "multiply", ["in", "e"]],
    ],
    "Squeeze(8, 2)",
)
upsampling = ["name", "operator", "from", "k", "c", "s", "called"]
for name, call, code, batch in [
    ("upsampling as a module", "module", "nn.Upsample(scale_factor=2)", 1),
    ("upsampling as a module, of a batch", "module", "nn.Upsample(scale_factor=2)", 2),
    ("upsampling as a function", "function", "Call(to_eight)", 1),
    ("upsampling as a function, of a batch", "function", "Call(to_eight)", 2),
]:
    case(
        name,
        [8, 8, 6],
        [
            upsampling,
            ["a", "conv", "in", 1, 6, 2],
            ["u", "resize", ["a", "in"], "-", "-", "-", call],
        ],
        f"seq(nn.Conv2d(6, 6, 1, stride=2), {code})",
        batch,
    )


for name, call, code in [
    ("upsampling by a factor, as a module", "module", "nn.Upsample(scale_factor=2)"),
    ("upsampling to a size, as a function", "function", "Call(to_eight)"),
]:
    case(
        name,
        [4, 4, 6],
        [["operator", "by", "called"], ["resize", 2, call]],
        code,
    )


# A small network

case(
    "a small network, of a batch",
    [12, 12, 3],
    [
        ["operator", "k", "c", "s", "p", "norm", "act", "called"],
        ["conv", 3, 8, 2, 1, "batch", "relu"],
        ["maxpool", 2, "-", 2],
        ["depthwise", 3, "-", 1, 1, "batch", "relu6"],
        ["conv", 1, 16, 1, 0, "batch"],
        ["avgpool", "-", "-", "-", "-", "-", "-", "module"],
        ["dense", "-", 10],
    ],
    "Network()",
    batch=2,
)


# The tools


def modules():
    """What the code of the cases may name."""
    import operator

    import torch
    import torch.nn as nn
    import torch.nn.functional as F

    class Call(nn.Module):
        def __init__(self, function):
            super().__init__()
            self.function = function

        def forward(self, x):
            return self.function(x)

    class ChannelsLast(nn.Module):
        def __init__(self, norm):
            super().__init__()
            self.norm = norm

        def forward(self, x):
            return self.norm(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)

    class FrozenBatchNorm(nn.Module):
        """Batch normalization of which nothing trains, written as arithmetic."""

        def __init__(self, channels):
            super().__init__()
            for name in ("weight", "bias", "mean", "variance"):
                self.register_buffer(name, torch.ones(1, channels, 1, 1))

        def forward(self, x):
            scale = self.weight * (self.variance + 1e-5).rsqrt()
            return x * scale + (self.bias - self.mean * scale)

    class LayerScale(nn.Module):
        def __init__(self, channels):
            super().__init__()
            self.gamma = nn.Parameter(torch.ones(channels, 1, 1))

        def forward(self, x):
            return x * self.gamma

    class Squeeze(nn.Module):
        def __init__(self, channels, squeezed):
            super().__init__()
            self.pool = nn.AdaptiveAvgPool2d(1)
            self.reduce = nn.Conv2d(channels, squeezed, 1)
            self.act = nn.ReLU()
            self.expand = nn.Conv2d(squeezed, channels, 1)
            self.gate = nn.Sigmoid()

        def forward(self, x):
            return x * self.gate(self.expand(self.act(self.reduce(self.pool(x)))))

    class Product(nn.Module):
        """A map by itself transposed. The name says the function, which tools replace in torch."""

        def __init__(self, product):
            super().__init__()
            self.name = product.__name__

        def forward(self, x):
            rows = x.flatten(2).transpose(1, 2)
            return getattr(torch, self.name)(rows, rows.transpose(1, 2))

    class Attention(nn.Module):
        def __init__(self, channels, product, softmax):
            super().__init__()
            self.q, self.k, self.v = (nn.Conv2d(channels, channels, 1) for _ in range(3))
            self.calls = product is torch.matmul
            self.softmax = softmax if isinstance(softmax, nn.Module) else None

        def product(self, a, b):
            return torch.matmul(a, b) if self.calls else a @ b

        def forward(self, x):
            q, k, v = (f(x).flatten(2).transpose(1, 2) for f in (self.q, self.k, self.v))
            scores = self.product(q, k.transpose(1, 2))
            weights = self.softmax(scores) if self.softmax else F.softmax(scores, dim=-1)
            return self.product(weights, v)

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False),
                nn.BatchNorm2d(8),
                nn.ReLU(),
                nn.MaxPool2d(2),
                nn.Conv2d(8, 8, 3, padding=1, groups=8, bias=False),
                nn.BatchNorm2d(8),
                nn.ReLU6(),
                nn.Conv2d(8, 16, 1, bias=False),
                nn.BatchNorm2d(16),
                nn.AdaptiveAvgPool2d(1),
            )
            self.classifier = nn.Linear(16, 10)

        def forward(self, x):
            return self.classifier(self.features(x).flatten(1))

    return dict(
        locals(),
        seq=nn.Sequential,
        softmax=None,
        channel_softmax=lambda x: F.softmax(x, dim=1),
        max_pool=lambda x: F.max_pool2d(x, 2),
        avg_pool=lambda x: F.avg_pool2d(x, 2),
        global_avg=lambda x: F.adaptive_avg_pool2d(x, 1),
        global_max=lambda x: F.adaptive_max_pool2d(x, 1),
        mean=lambda x: x.mean([2, 3]),
        to_eight=lambda x: F.interpolate(x, size=(8, 8)),
    )


def made(case):
    """The module of a case within another module, as layers stand in networks, and its input."""
    import torch
    import torch.nn as nn

    height, width, channels = case["spec"]["input"]
    shape = (channels, height) if "Conv" in case["torch"] and "1d" in case["torch"] else (channels, height, width)
    module = nn.Sequential(eval(case["torch"], modules()))
    # Some tools ask the first parameter where the network is.
    module.place = nn.Parameter(torch.zeros(1))
    return module.eval(), torch.rand(case["batch"], *shape)


def thop(module, x):
    from thop import profile

    return profile(module, inputs=(x,), verbose=False)[0]


def ptflops(module, x):
    from ptflops import get_model_complexity_info

    return get_model_complexity_info(
        module, tuple(x.shape[1:]), as_strings=False, print_per_layer_stat=False, **ptflops_options(x)
    )[0]


def ptflops_options(x, **options):
    """A batch goes by a function, which names the input as modules do."""
    return options if x.shape[0] == 1 else dict(input_constructor=lambda _: dict(input=x), **options)


def ptflops_aten(module, x):
    from ptflops import get_model_complexity_info

    return get_model_complexity_info(
        module,
        tuple(x.shape[1:]),
        as_strings=False,
        print_per_layer_stat=False,
        **ptflops_options(x, backend="aten"),
    )[0]


def fvcore(module, x):
    from fvcore.nn import FlopCountAnalysis

    return FlopCountAnalysis(module, x).total()


def torchinfo(module, x):
    from torchinfo import summary

    return summary(module, input_data=x, verbose=0).total_mult_adds


def calflops(module, x, output=1):
    from calflops import calculate_flops

    return calculate_flops(
        module, args=[x], print_results=False, output_as_string=False, output_unit=None
    )[output]


def calflops_flops(module, x):
    return calflops(module, x, 0)


def deepspeed(module, x):
    from deepspeed.profiling.flops_profiler import FlopsProfiler

    profiler = FlopsProfiler(module)
    profiler.start_profile()
    module(x)
    flops = profiler.get_total_flops()
    profiler.end_profile()
    return flops


def torch_flops(module, x):
    from torch.utils.flop_counter import FlopCounterMode

    counter = FlopCounterMode(display=False)
    with counter:
        module(x)
    return counter.get_total_flops()


def torchprofile(module, x):
    from torchprofile import profile_macs

    return profile_macs(module, x)


def onnx_tool(module, x):
    import onnx
    from onnx_tool import Model

    file = io.BytesIO()
    torch.onnx.export(module, (x,), file, dynamo=False, opset_version=17)
    graph = Model(onnx.load_from_string(file.getvalue()), {"verbose": False}).graph
    graph.shape_infer()
    graph.profile()
    return graph.macs[0]


def torchstat(module, x, total="compute_flops"):
    """The sum over leaf modules, as the tool's StatTree makes it; it knows single samples only."""
    assert x.shape[0] == 1
    count = getattr(importlib.import_module(f"torchstat.{total}"), total)
    sums = []
    for leaf in module.modules():
        if not list(leaf.children()):
            leaf.register_forward_hook(lambda m, i, o: sums.append(int(count(m, i[0], o))))
    module(x)
    return sum(sums)


def torchstat_madd(module, x):
    return torchstat(module, x, "compute_madd")


# By the name of the convention: what is called, the package, and the folder of another version.
tools = {
    "torch-flops": (torch_flops, "torch", None),
    "fvcore": (fvcore, "fvcore", None),
    "thop": (thop, "thop", None),
    "thop-0.0": (thop, "thop", "thop==0.0.31.post2005241907"),
    "ptflops": (ptflops, "ptflops", "ptflops==0.7.4"),
    "ptflops-0.7.5": (ptflops, "ptflops", None),
    "ptflops-0.6": (ptflops, "ptflops", "ptflops==0.6.9"),
    "ptflops-aten": (ptflops_aten, "ptflops", None),
    "torchinfo": (torchinfo, "torchinfo", None),
    "calflops": (calflops, "calflops", None),
    "calflops-flops": (calflops_flops, "calflops", None),
    "deepspeed": (deepspeed, "deepspeed", None),
    "onnx-tool": (onnx_tool, "onnx_tool", None),
    "torchprofile": (torchprofile, "torchprofile", None),
    "torchstat": (torchstat, "torchstat", "torchstat==0.0.7"),
    "torchstat-madd": (torchstat_madd, "torchstat", "torchstat==0.0.7"),
}


def count(tool, case, pipe):
    """Sends what a tool prints for a case; what it says about its work goes to nothing."""
    warnings.simplefilter("ignore")
    try:
        module, x = made(case)
        with contextlib.redirect_stdout(io.StringIO()), torch.no_grad():
            number = tools[tool][0](module, x)
        assert number is not None and int(number) == number
        pipe.send(int(number))
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")


def run(tool):
    """What one tool prints for every case, by name.

    Each case has a process of its own, because some tools leave something behind in PyTorch."""
    package = tools[tool][1]
    importlib.import_module(package)
    forks = multiprocessing.get_context("fork")
    counts = {}
    for name, case in cases.items():
        here, there = forks.Pipe()
        process = forks.Process(target=count, args=(tool, case, there))
        process.start()
        answer = here.recv()
        process.join()
        if isinstance(answer, int):
            counts[name] = answer
        else:
            print(f"{tool} on {name}: {answer}", file=sys.stderr)
    return dict(version=importlib.metadata.version(package), counts=counts)


def main(folder):
    printed = {}
    for tool, (_, _, other) in tools.items():
        path = os.path.join(folder, other) if other else ""
        process = subprocess.run(
            [sys.executable, __file__, "--tool", tool],
            env=dict(os.environ, PYTHONPATH=path),
            stdout=subprocess.PIPE,
            check=True,
        )
        printed[tool] = json.loads(process.stdout.splitlines()[-1])
    rows = []
    for name, case in cases.items():
        counts = {
            tool: result["counts"][name]
            for tool, result in printed.items()
            if name in result["counts"]
        }
        rows.append(dict(name=name, **case, counts=counts))
    lines = ",\n    ".join(json.dumps(row) for row in rows)
    versions = json.dumps({tool: result["version"] for tool, result in printed.items()})
    note = (
        "What each tool printed for a small module, by the name of its convention: a spec, the "
        "module of PyTorch, samples at once. Written by Tests/oracle/conventions.sh."
    )
    print(f'{{ "note": {json.dumps(note)},\n  "versions": {versions},\n  "rows": [\n    {lines} ] }}')


if sys.argv[1] == "--tool":
    print(json.dumps(run(sys.argv[2])))
else:
    main(sys.argv[1])
