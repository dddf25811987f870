"""Writes operators.pt2, a file with as many of PyTorch's operators as networks use, into Tests/ModelFilesTests/Fixtures.

    pip install torch==2.13.0
    python torchoperators.py Tests/ModelFilesTests/Fixtures/files

torch.export states the sizes of every tensor, which the tests compare with those that we work out.
"""

import json
import pathlib
import sys
import zipfile

import torch
from torch import nn
from torch.nn import functional as F


class Operators(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv3 = nn.Conv1d(6, 4, 3, padding="same"), nn.Conv3d(2, 4, 3, stride=2)
        self.conv2 = nn.Conv2d(6, 8, (3, 5), stride=(2, 1), padding=(1, 2), dilation=(2, 1), groups=2)
        self.up1, self.up2 = nn.ConvTranspose1d(6, 4, 3, 2, 1, 1), nn.ConvTranspose2d(6, 8, 4, 2, 1, groups=2)
        self.up3 = nn.ConvTranspose3d(2, 3, 2, 2)
        self.norms = nn.ModuleList([nn.BatchNorm2d(6), nn.GroupNorm(3, 6), nn.InstanceNorm2d(6, affine=True)])
        self.layer, self.rms = nn.LayerNorm([7, 9]), nn.RMSNorm(9)
        self.prelu, self.linear = nn.PReLU(6), nn.Linear(9, 5)
        self.lstm = nn.LSTM(9, 4, 2, bidirectional=True, batch_first=True)
        self.projected, self.gru, self.rnn = nn.LSTM(9, 4, proj_size=3), nn.GRU(9, 4, bias=False), nn.RNN(9, 4)
        self.cell, self.embedding = nn.LSTMCell(9, 4), nn.Embedding(11, 5)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.table = nn.Parameter(torch.zeros(7, 4))
        self.register_buffer("places", torch.tensor([[0, 1], [2, 6]]))
        self.register_buffer("mask", torch.zeros(7, 9))

    def forward(self, image, sequence, volume, tokens):
        x, s, v, t = image, sequence, volume, tokens
        made = [self.conv2(x), self.up2(x), self.conv1(x[0, :, 0]), self.up1(x[:, :, 0]), self.conv3(v), self.up3(v)]
        made += [norm(x) for norm in self.norms] + [self.layer(x), self.rms(s), self.prelu(x), self.linear(s)]
        made += [F.max_pool2d(x, 3, 2, ceil_mode=True), F.avg_pool2d(x, 2, padding=1), F.max_pool1d(x[0], 2)]
        made += [F.adaptive_avg_pool2d(x, (3, 4)), F.adaptive_avg_pool2d(x, 1), F.adaptive_max_pool2d(x, 2)]
        made += [F.avg_pool3d(v, 2), F.adaptive_avg_pool1d(x[0], 3), F.adaptive_avg_pool3d(v, 1)]
        made += [F.interpolate(x, scale_factor=2.5), F.interpolate(x, size=(5, 6), mode="bilinear")]
        made += [F.interpolate(x, scale_factor=2, mode="bicubic"), F.interpolate(x[0], scale_factor=2, mode="linear")]
        made += [F.pixel_shuffle(x[:, :4], 2), F.pixel_unshuffle(x[:, :, :6, :8], 2), F.channel_shuffle(x, 3)]
        made += [F.relu(x), F.relu6(x), F.leaky_relu(x), F.elu(x), F.selu(x), F.celu(x), F.silu(x), F.mish(x), F.gelu(x)]
        made += [F.gelu(x, approximate="tanh"), F.hardswish(x), F.hardsigmoid(x), F.hardtanh(x), F.softplus(x)]
        made += [F.softsign(x), F.logsigmoid(x), F.glu(x, 1), F.threshold(x, 0.1, 0), x.sigmoid(), x.tanh(), x.erf()]
        made += [x.exp(), x.log(), x.log1p(), x.sqrt(), x.rsqrt(), x.reciprocal(), x.square(), x.abs(), -x, x.sign()]
        made += [x.ceil(), x.floor(), x.round(), x.sin(), x.cos(), x.clamp(0, 1), x.clamp(min=0.5), x.clamp_max(2)]
        made += [x + 1, 2 - x, x * x, x / 3, x ** 2, x.maximum(s[:, :1, None]), x % 2, x // 2, x > 0, x == s[:, :1, None]]
        made += [torch.where(x > 0, x, 0.0), torch.addcmul(x, x, x, value=2), torch.lerp(x, 2 * x, 0.5)]
        made += [x.masked_fill(x < 0, 1), torch.add(x, x, alpha=2), (x > 0) & (x < 1), ~(x > 0)]
        made += [x.mean(), x.mean((2, 3)), x.sum(1, keepdim=True), x.amax((2, 3)), x.max(1).values, x.min(2).indices]
        made += [x.argmax(1), x.prod(2), x.var(1), x.std((2, 3)), x.norm(dim=1), torch.logsumexp(x, 1), (x > 0).any(1)]
        made += [torch.linalg.vector_norm(x, dim=(2, 3)), F.normalize(x), *torch.var_mean(x, (1, 2)), x.cumsum(1)]
        made += [x.softmax(1), F.log_softmax(x, -1), x.view(2, -1), x.reshape(2, 6, 63), x.flatten(1), x.flatten()]
        made += [x.unflatten(1, (2, 3)), x.unsqueeze(1).squeeze(1), x.permute(0, 2, 3, 1), x.transpose(1, -1), s[0].t()]
        made += [x.movedim(1, -1), x.mT, x[:1].expand(3, -1, -1, -1), x.repeat(1, 2, 1, 1), s.tile(2), s.repeat_interleave(2, 1)]
        made += [x[:, 1:-1, ::2], x[:, -1], x.narrow(2, 1, 3), *x.split(4, 1), *x.split([1, 5], 1), *x.chunk(3, 3)]
        made += [*s.unbind(0), torch.cat([x, x], 2), torch.stack([s, s], 1), x.flip(3), s.roll((1, 2), (1, 2)), s.tril()]
        made += [*torch.tensor_split(x, 4, 2), F.pad(x, (1, 2, 0, 1)), F.pad(x, (1, 1, 2, 2), mode="reflect")]
        made += [F.pad(x, (1, 1, 2, 2), mode="replicate"), F.pad(x, (1, 1, 2, 2), mode="circular")]
        made += [self.embedding(t), s.index_select(1, t[0]), s.gather(1, t[:, :3, None]), s[:, self.places[1]]]
        made += [self.table[self.places], s[t[:, 0] % 2, t[:, 1]], *s.topk(3, 2), *s.sort(1), F.one_hot(t, 11)]
        made += [s.scatter(1, t[:, :2, None], s), s @ s.mT, torch.bmm(s, s.mT), torch.einsum("bij,bkj->bik", s, s)]
        made += [torch.einsum("...i,ij->...j", s, self.mask.T), torch.baddbmm(s @ s.mT, s, s.mT), torch.mv(s[0], s[0, 0])]
        made += [F.scaled_dot_product_attention(s[:, None], s[:, None], s[:, None], attn_mask=None)]
        made += [F.scaled_dot_product_attention(s[:, None], s[:, None], s[:, None], is_causal=True)]
        made += [self.attention(s[..., :8], s[..., :8], s[..., :8])[0], s + self.mask, s.to(torch.float16), s.half().float()]
        made += [*self.lstm(s)[1], self.lstm(s)[0], self.projected(s)[0], self.gru(s)[0], self.rnn(s)[1], self.cell(s[:, 0])[0]]
        made += [torch.zeros_like(s) + s, torch.arange(9) + s, torch.full((7, 1), 2.0) * s, s.new_ones((1, 9)) - s, s.clone()]
        return made


def save(program, path):
    """Stored, without weights and samples, and without where in this file each operator stands."""
    torch.export.save(program, "whole.pt2")
    with zipfile.ZipFile("whole.pt2") as whole, zipfile.ZipFile(path, "w") as file:
        for name in whole.namelist():
            data = whole.read(name)
            if name.endswith("models/model.json"):
                model = json.loads(data)
                for node in model["graph_module"]["graph"]["nodes"]:
                    node["metadata"] = {}
                for tensor in model["graph_module"]["graph"]["tensor_values"].values():
                    for key in ["strides", "device", "layout", "storage_offset", "requires_grad"]:
                        tensor.pop(key, None)
                data = json.dumps(model, separators=(",", ":")).encode()
            elif "/data/weights/weight_" in name or "sample_inputs" in name:
                continue
            file.writestr(name, data)
    pathlib.Path("whole.pt2").unlink()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    torch.manual_seed(1)
    inputs = (torch.randn(2, 6, 7, 9), torch.randn(2, 7, 9), torch.randn(1, 2, 4, 5, 6), torch.randint(0, 7, (2, 5)))
    save(torch.export.export(Operators().eval(), inputs), folder / "operators.pt2")
