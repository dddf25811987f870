"""MobileNet V2, arXiv:1801.04381, Table 2, width 0.5, depth 1.0, resolution 224, classes 1000.

Written by costcalc for an input of 3x224x224; a comment gives the shape that a row makes and
what it costs: multiply-accumulates and trained parameters.
"""

import torch
from torch import nn

MACS = 97_131_840
PARAMETERS = 1_968_680
INPUT_SHAPES = [(3, 224, 224)]


class Bottleneck(nn.Sequential):
    def __init__(self):
        super().__init__(
            # depthwise
            nn.Conv2d(16, 16, 3, padding=1, groups=16, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU6(),
            # conv
            nn.Conv2d(16, 8, 1, bias=False),
            nn.BatchNorm2d(8),
        )


class Bottleneck2(nn.Sequential):
    def __init__(self, in_channels, out_channels, expand_channels):
        super().__init__(
            # expand
            nn.Conv2d(in_channels, expand_channels, 1, bias=False),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
            # depthwise
            nn.ZeroPad2d((0, 1, 0, 1)),
            nn.Conv2d(
                expand_channels, expand_channels, 3, stride=2, groups=expand_channels, bias=False,
            ),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
            # conv
            nn.Conv2d(expand_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )


class ResidualBottleneck(nn.Module):
    def __init__(self, channels, expand_channels):
        super().__init__()
        self.expand = nn.Sequential(
            nn.Conv2d(channels, expand_channels, 1, bias=False),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
        )
        self.depthwise = nn.Sequential(
            nn.Conv2d(
                expand_channels, expand_channels, 3, padding=1, groups=expand_channels, bias=False,
            ),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
        )
        self.conv = nn.Sequential(
            nn.Conv2d(expand_channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        y = self.expand(x)
        y = self.depthwise(y)
        y = self.conv(y)
        return y + x


class Bottleneck3(nn.Sequential):
    def __init__(self, in_channels, out_channels, expand_channels):
        super().__init__(
            # expand
            nn.Conv2d(in_channels, expand_channels, 1, bias=False),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
            # depthwise
            nn.Conv2d(
                expand_channels, expand_channels, 3, padding=1, groups=expand_channels, bias=False,
            ),
            nn.BatchNorm2d(expand_channels),
            nn.ReLU6(),
            # conv
            nn.Conv2d(expand_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )


class MobilenetV2(nn.Module):
    def __init__(self):
        super().__init__()
        # 16x112x112, 5_419_008 MACs, 464 parameters
        self.conv = nn.Sequential(
            nn.ZeroPad2d((0, 1, 0, 1)),
            nn.Conv2d(3, 16, 3, stride=2, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU6(),
        )
        # 8x112x112, 3_411_968 MACs, 320 parameters
        self.bottleneck1 = Bottleneck()
        self.bottleneck2 = nn.Sequential(
            # 16x56x56, 8_580_096 MACs, 1_808 parameters
            Bottleneck2(8, 16, expand_channels=48),
            # 16x56x56, 12_343_296 MACs, 4_352 parameters
            ResidualBottleneck(16, expand_channels=96),
        )
        self.bottleneck3 = nn.Sequential(
            # 16x28x28, 6_698_496 MACs, 4_352 parameters
            Bottleneck2(16, 16, expand_channels=96),
            # 16x28x28, 3_085_824 MACs, 4_352 parameters
            ResidualBottleneck(16, expand_channels=96),
            # 16x28x28, 3_085_824 MACs, 4_352 parameters
            ResidualBottleneck(16, expand_channels=96),
        )
        self.bottleneck4 = nn.Sequential(
            # 32x14x14, 1_975_680 MACs, 5_920 parameters
            Bottleneck2(16, 32, expand_channels=96),
            # 32x14x14, 2_747_136 MACs, 14_848 parameters
            ResidualBottleneck(32, expand_channels=192),
            # 32x14x14, 2_747_136 MACs, 14_848 parameters
            ResidualBottleneck(32, expand_channels=192),
            # 32x14x14, 2_747_136 MACs, 14_848 parameters
            ResidualBottleneck(32, expand_channels=192),
        )
        self.bottleneck5 = nn.Sequential(
            # 48x14x14, 3_349_248 MACs, 17_952 parameters
            Bottleneck3(32, 48, expand_channels=192),
            # 48x14x14, 5_927_040 MACs, 31_488 parameters
            ResidualBottleneck(48, expand_channels=288),
            # 48x14x14, 5_927_040 MACs, 31_488 parameters
            ResidualBottleneck(48, expand_channels=288),
        )
        self.c4 = nn.Sequential(
            # 80x7x7, 3_965_472 MACs, 40_768 parameters
            Bottleneck2(48, 80, expand_channels=288),
            # 80x7x7, 3_974_880 MACs, 83_200 parameters
            ResidualBottleneck(80, expand_channels=480),
            # 80x7x7, 3_974_880 MACs, 83_200 parameters
            ResidualBottleneck(80, expand_channels=480),
        )
        # 160x7x7, 5_856_480 MACs, 121_760 parameters
        self.bottleneck6 = Bottleneck3(80, 160, expand_channels=480)
        # 1280x7x7, 10_035_200 MACs, 207_360 parameters
        self.c5 = nn.Sequential(
            nn.Conv2d(160, 1280, 1, bias=False),
            nn.BatchNorm2d(1280),
            nn.ReLU6(),
        )
        # 1280x1x1
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        # 1000x1x1, 1_280_000 MACs, 1_281_000 parameters
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(1280, 1000))

    def forward(self, x):
        x = self.conv(x)
        x = self.bottleneck1(x)
        x = self.bottleneck2(x)
        x = self.bottleneck3(x)
        x = self.bottleneck4(x)
        x = self.bottleneck5(x)
        x = self.c4(x)
        x = self.bottleneck6(x)
        x = self.c5(x)
        x = self.avgpool(x)
        return self.dense(x)


if __name__ == "__main__":
    network = MobilenetV2()
    assert sum(p.numel() for p in network.parameters()) == PARAMETERS
    print(network)
