"""What torch saves for the backward pass of torchvision's networks, and what its counter counts.

    pip install torch torchvision
    python3 Tests/oracle/training.py > Tests/TrainingCostTests/Fixtures/torchvision.json

For each network, in training mode, at batch 2: the bytes of all storages that autograd saves and that
are neither parameters nor buffers (torch.autograd.graph.saved_tensors_hooks), with stochastic depth
and without, and under autocast to bfloat16; how many dropouts and stochastic depths do something, for
specs hold neither; what FlopCounterMode counts forward and in both directions; and the most bytes
that torch has allocated at a time during a step, besides parameters, buffers and the image, by its
profiler.
"""

import json
import sys

import torch
import torchvision
from torch.utils.flop_counter import FlopCounterMode

BATCH = 2
NETWORKS = [
    # torchvision's name, its arguments, ours, the size of the input
    ("alexnet", {}, "alexnet", 224),
    ("vgg16", {}, "vgg16", 224),
    ("vgg16_bn", {}, "vgg16_bn", 224),
    ("resnet18", {}, "resnet18", 224),
    ("resnet50", {}, "resnet50", 224),
    ("resnext50_32x4d", {}, "resnext50_32x4d", 224),
    ("wide_resnet50_2", {}, "wide_resnet50_2", 224),
    ("squeezenet1_0", {}, "squeezenet1_0", 224),
    ("squeezenet1_1", {}, "squeezenet1_1", 224),
    ("densenet121", {}, "densenet121", 224),
    ("densenet201", {}, "densenet201", 224),
    ("googlenet", {"aux_logits": False, "init_weights": False}, "googlenet_torchvision", 224),
    ("inception_v3", {"aux_logits": False, "init_weights": False}, "inception_v3", 299),
    ("mobilenet_v2", {}, "mobilenet_v2", 224),
    ("mobilenet_v3_large", {}, "mobilenet_v3_large", 224),
    ("mobilenet_v3_small", {}, "mobilenet_v3_small", 224),
    ("mnasnet1_0", {}, "mnasnet_b1", 224),
    ("shufflenet_v2_x1_0", {}, "shufflenet_v2_x1_0", 224),
    ("efficientnet_b0", {}, "efficientnet_b0", 224),
    ("efficientnet_v2_s", {}, "efficientnetv2_s", 384),
    ("convnext_tiny", {}, "convnext_t", 224),
    ("swin_t", {}, "swin_t", 224),
    ("vit_b_16", {}, "vit_b16", 224),
]


def peak(model, image):
    """The most bytes that torch has allocated at a time, over those of before, by its profiler."""
    activities = [torch.profiler.ProfilerActivity.CPU]
    with torch.profiler.profile(activities=activities, profile_memory=True) as profile:
        model(image).sum().backward()
    events = [e for e in profile.profiler.kineto_results.events() if e.name() == "[memory]"]
    most = live = 0
    for event in sorted(events, key=lambda event: event.start_ns()):
        live += event.nbytes()
        most = max(most, live)
    return most


def saved(model, image, kind):
    own = {t.untyped_storage().data_ptr() for t in [*model.parameters(), *model.buffers()]}
    kept = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = (storage.nbytes(), tensor)
        return tensor

    counter = FlopCounterMode(display=False)
    cast = torch.autocast("cpu", dtype=torch.bfloat16, enabled=kind == "amp")
    with counter, torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        with cast:
            output = model(image)
        forward = counter.get_total_flops()
        bytes_saved = sum(size for size, _ in kept.values())
        kept.clear()
        output.float().sum().backward()
    for parameter in model.parameters():
        parameter.grad = None
    return bytes_saved, forward, counter.get_total_flops()


def used(model, image, kind):
    """The modules of a kind, as often as they run: blocks without shortcut do not call theirs."""
    found = []
    modules = [m for m in model.modules() if isinstance(m, kind) and m.p > 0]
    hooks = [m.register_forward_hook(lambda module, _, __: found.append(module)) for m in modules]
    with torch.no_grad():
        model(image)
    for hook in hooks:
        hook.remove()
    return found


def whole_windows(model, image):
    """Bytes that average pooling of a map to its own size saves: specs leave such layers out."""
    found = [0]

    def note(module, inputs, output):
        if inputs[0].shape == output.shape and output.shape[2:].numel() > 1:
            found[0] += 4 * inputs[0].numel()

    pools = [m for m in model.modules() if isinstance(m, torch.nn.AdaptiveAvgPool2d)]
    hooks = [m.register_forward_hook(note) for m in pools]
    with torch.no_grad():
        model(image)
    for hook in hooks:
        hook.remove()
    return found[0]


def measure(name, arguments, ours, size):
    torch.manual_seed(1)
    model = getattr(torchvision.models, name)(weights=None, **arguments).train()
    image = torch.zeros(BATCH, 3, size, size)
    row = {"network": name, "model": ours, "resolution": size, "batch": BATCH}
    row["parameters"] = sum(p.numel() for p in model.parameters())
    depths = used(model, image, torchvision.ops.StochasticDepth)
    row["dropouts"] = len(used(model, image, torch.nn.Dropout))
    row["stochasticDepths"] = len(depths)
    row["pooledToItself"] = whole_windows(model, image)
    row["savedWithStochasticDepth"], row["forward"], row["total"] = saved(model, image, "fp32")
    for module in depths:
        module.p = 0.0
    row["saved"], _, _ = saved(model, image, "fp32")
    row["savedAmp"], _, _ = saved(model, image, "amp")
    row["peak"] = peak(model, image)
    return row


def main():
    rows = []
    for network in NETWORKS:
        if len(sys.argv) < 2 or network[0] in sys.argv[1:]:
            rows.append(measure(*network))
            print(rows[-1], file=sys.stderr, flush=True)
    document = {
        "note": "written by Tests/oracle/training.py; bytes and FLOPs, as torch gives them",
        "versions": {"torch": torch.__version__, "torchvision": torchvision.__version__},
        "rows": rows,
    }
    json.dump(document, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
