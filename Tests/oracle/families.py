"""Exports the members of families as ONNX files without weights, for Tests/LiftTests/Fixtures.

    pip install torch==2.13.0 torchvision==0.28.0 timm==1.0.31 pytorchcv==0.0.74 onnx==1.23.2
    python families.py FOLDER [NAME ...]

FOLDER/NAME.onnx are the files, all of MEMBERS unless names are given. Each weight of more than eight
numbers is a shape that points to a file which does not exist. FOLDER/counts.json says what PyTorch
itself has: the parameters of the model, those after the exporter has merged its norms, which leaves
each convolution with a bias, and the multiplications of its convolutions and dense layers, counted
by hooks. Nothing here comes from costcalc.
"""

import functools
import json
import pathlib
import sys
import warnings

import onnx
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


def torchvision(name, **arguments):
    import torchvision

    return getattr(torchvision.models, name)(weights=None, **arguments)


def torchvision_v3(name, width):
    from torchvision.models.mobilenetv3 import MobileNetV3, _mobilenet_v3_conf

    return MobileNetV3(*_mobilenet_v3_conf(name, width_mult=width))


def timm(name):
    import timm

    return timm.create_model(name, pretrained=False)


def pytorchcv(name):
    from pytorchcv.model_provider import get_model

    return get_model(name, pretrained=False)


def pytorchcv_shufflenet(width):
    from pytorchcv.models.shufflenet import get_shufflenet

    return get_shufflenet(groups=3, width_scale=width)


def partial(function, *arguments, **keywords):
    return functools.partial(function, *arguments, **keywords)


MEMBERS = {}
for width in [0.35, 0.5, 0.75, 1.0, 1.4]:
    MEMBERS[f"tv_mobilenet_v2_{width}"] = (
        partial(torchvision, "mobilenet_v2", width_mult=width), 224)
for width in ["0_5", "0_75", "1_0", "1_3"]:
    MEMBERS[f"tv_mnasnet{width}"] = (partial(torchvision, f"mnasnet{width}"), 224)
for size in ["large", "small"]:
    for width in [0.35, 0.5, 0.75, 1.0, 1.25]:
        MEMBERS[f"tv_mobilenet_v3_{size}_{width}"] = (
            partial(torchvision_v3, f"mobilenet_v3_{size}", width), 224)
for member, resolution in enumerate([224, 240, 260, 280, 300]):
    MEMBERS[f"timm_efficientnet_lite{member}"] = (
        partial(timm, f"efficientnet_lite{member}"), resolution)
for width in [0.25, 0.5, 0.75, 1.0, 1.5, 2.0]:
    MEMBERS[f"pcv_shufflenet_g3_{width}"] = (partial(pytorchcv_shufflenet, width), 224)
for version in ["", "v5"]:
    for width in ["w1", "w3d2", "w2"]:
        MEMBERS[f"pcv_sqnxt23{version}_{width}"] = (
            partial(pytorchcv, f"sqnxt23{version}_{width}"), 224)
for layers in [18, 34, 50, 101, 152]:
    MEMBERS[f"tv_resnet{layers}"] = (partial(torchvision, f"resnet{layers}"), 224)
MEMBERS["timm_tf_efficientnet_b7"] = (partial(timm, "tf_efficientnet_b7"), 600)


def counted(model, image):
    """Multiplications of convolutions and dense layers, as PyTorch runs them."""
    total = 0

    def count(module, inputs, output):
        nonlocal total
        total += output[0].numel() * module.weight[0].numel()

    kinds = (torch.nn.Conv2d, torch.nn.Linear)
    hooks = [m.register_forward_hook(count) for m in model.modules() if isinstance(m, kinds)]
    with torch.no_grad():
        model(image)
    for hook in hooks:
        hook.remove()
    layers = [m for m in model.modules() if isinstance(m, kinds)]
    return {
        "macs": total,
        "merged": sum(m.weight.numel() + m.weight.shape[0] for m in layers),
        "parameters": sum(p.numel() for p in model.parameters()),
    }


def without_weights(model):
    for tensor in model.graph.initializer:
        size = 1
        for dimension in tensor.dims:
            size *= dimension
        if size <= 8 or tensor.data_type != onnx.TensorProto.FLOAT:
            continue
        for field in ["raw_data", "float_data"]:
            tensor.ClearField(field)
        tensor.data_location = onnx.TensorProto.EXTERNAL
        entry = tensor.external_data.add()
        entry.key, entry.value = "location", "weights.bin"
    for node in model.graph.node:
        node.ClearField("doc_string")
    model.graph.ClearField("value_info")
    return model


def main(folder, names):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "counts.json"
    counts = json.loads(path.read_text()) if path.exists() else {}
    for name in names or MEMBERS:
        build, resolution = MEMBERS[name]
        model = build().eval()
        image = torch.zeros(1, 3, resolution, resolution)
        counts[name] = counted(model, image)
        file = folder / f"{name}.onnx"
        torch.onnx.export(model, image, str(file), opset_version=17, dynamo=False)
        onnx.save(without_weights(onnx.load(str(file))), str(file))
        path.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n")
        print(name, counts[name], file.stat().st_size, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
