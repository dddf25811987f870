/// What PyTorch has no module for, as Python; a file defines what it uses.
enum Helper: String, CaseIterable {
  case channelNorm, frozenNorm, channelLinear, layerScale, channelBias, l2Norm, weightedSum,
    mixedConvolution
  case classToken, position, relativePosition, product, softmax, windows, pieces

  var text: String {
    switch self {
    case .channelNorm:
      """
      class ChannelNorm(nn.LayerNorm):
          \"""Layer normalization over the channels of each position.\"""

          def forward(self, x):
              return super().forward(x.movedim(1, -1)).movedim(-1, 1)
      """
    case .frozenNorm:
      """
      class FrozenBatchNorm(nn.Module):
          \"""Batch normalization whose numbers are not trained.\"""

          def __init__(self, channels):
              super().__init__()
              for name, value in (("weight", 1.0), ("bias", 0.0), ("mean", 0.0), ("variance", 1.0)):
                  self.register_buffer(name, torch.full((channels,), value))

          def forward(self, x):
              return F.batch_norm(x, self.mean, self.variance, self.weight, self.bias)
      """
    case .channelLinear:
      """
      class ChannelLinear(nn.Linear):
          \"""A fully connected layer over the channels of each position.\"""

          def forward(self, x):
              return super().forward(x.movedim(1, -1)).movedim(-1, 1)
      """
    case .layerScale:
      """
      class LayerScale(nn.Module):
          \"""A trained factor for each channel.\"""

          def __init__(self, channels, value=1e-6):
              super().__init__()
              self.factors = nn.Parameter(torch.full((channels,), value))

          def forward(self, x):
              return x * self.factors.view(-1, *[1] * (x.dim() - 2))
      """
    case .channelBias:
      """
      class ChannelBias(nn.Module):
          \"""A trained number added to each channel.\"""

          def __init__(self, channels):
              super().__init__()
              self.bias = nn.Parameter(torch.zeros(channels))

          def forward(self, x):
              return x + self.bias.view(-1, *[1] * (x.dim() - 2))
      """
    case .l2Norm:
      """
      class L2Norm(nn.Module):
          \"""The channels of each position brought to length 1, times a trained factor each.\"""

          def __init__(self, channels, value=20.0):
              super().__init__()
              self.factors = nn.Parameter(torch.full((channels,), value))

          def forward(self, x):
              return F.normalize(x) * self.factors.view(-1, *[1] * (x.dim() - 2))
      """
    case .weightedSum:
      """
      class WeightedSum(nn.Module):
          \"""A sum with a trained weight for each tensor (BiFPN, arXiv:1911.09070, section 3.3).\"""

          def __init__(self, count, method="fast"):
              super().__init__()
              self.weights, self.method = nn.Parameter(torch.ones(count)), method

          def forward(self, *tensors):
              if self.method == "softmax":
                  weights = self.weights.softmax(0)
              else:
                  weights = self.weights.relu() / (self.weights.relu().sum() + 1e-4)
              return sum(weight * x for weight, x in zip(weights, tensors))
      """
    case .mixedConvolution:
      """
      class MixedConvolution(nn.ModuleList):
          \"""Depthwise convolutions that divide the channels between them; the first takes the rest.\"""

          def __init__(self, in_channels, out_channels, kernels, paddings, stride, dilation, bias):
              shares = [in_channels // len(kernels)] * len(kernels)
              shares[0] += in_channels - sum(shares)
              convolution = (nn.Conv1d, nn.Conv2d, nn.Conv3d)[len(paddings[0]) // 2 - 1]
              super().__init__(
                  convolution(share, share * out_channels // in_channels, kernel, stride,
                              dilation=dilation, groups=share, bias=bias)
                  for share, kernel in zip(shares, kernels))
              self.shares, self.paddings = shares, paddings

          def forward(self, x):
              parts = zip(self, x.split(self.shares, 1), self.paddings)
              return torch.cat([conv(F.pad(y, padding)) for conv, y, padding in parts], 1)
      """
    case .classToken:
      """
      class ClassToken(nn.Module):
          \"""A trained token before all others.\"""

          def __init__(self, channels):
              super().__init__()
              self.token = nn.Parameter(torch.zeros(1, channels, 1))

          def forward(self, x):
              return torch.cat((self.token.expand(x.shape[0], -1, -1), x), 2)
      """
    case .position:
      """
      class Position(nn.Module):
          \"""A trained number for each element of a sample, added to it.\"""

          def __init__(self, *sizes):
              super().__init__()
              self.position = nn.Parameter(torch.zeros(sizes))

          def forward(self, x):
              return x + self.position
      """
    case .relativePosition:
      """
      class RelativePosition(nn.Module):
          \"""A trained number for each head and each distance between two positions of a map, added to
          the scores of attention (arXiv:2103.14030, section 3.2).\"""

          def __init__(self, heads, sizes):
              super().__init__()
              self.bias = nn.Parameter(torch.zeros(heads, *(2 * size - 1 for size in sizes)))
              places = torch.cartesian_prod(*(torch.arange(size) for size in sizes))
              places = places.view(-1, len(sizes))
              distances = places[:, None] - places[None] + torch.tensor(sizes) - 1
              self.register_buffer("distances", distances, persistent=False)

          def forward(self, x):
              bias = self.bias[(slice(None), *self.distances.unbind(-1))]
              return x + bias.transpose(1, 2).reshape(1, *x.shape[1:])
      """
    case .product:
      """
      def product(x, y, heads=1, kv_heads=1, transposes=False):
          \"""The product of the matrices of each head, with a row for each position. Scores, products of
          channels, are divided by the root of their number (arXiv:1706.03762, section 3.2.1).\"""
          left = x.flatten(2).unflatten(1, (heads, -1)).mT
          right = y.flatten(2).unflatten(1, (kv_heads, -1)).mT
          right = right.repeat_interleave(heads // kv_heads, 1)
          result = left @ right.mT / left.shape[-1] ** 0.5 if transposes else left @ right
          return result.mT.reshape(x.shape[0], -1, *x.shape[2:])
      """
    case .softmax:
      """
      def softmax(x, heads=1):
          \"""Softmax over the channels of each head.\"""
          return x.unflatten(1, (heads, -1)).softmax(2).flatten(1, 2)
      """
    case .windows:
      """
      def windows(x, sizes, shift):
          \"""Windows of a map, as samples of their own (arXiv:2103.14030, section 3.2). What a shift
          brings together from both ends of the map is not masked.\"""
          count = [-(-size // window) for size, window in zip(x.shape[2:], sizes)]
          x = F.pad(x, [side for size, window in zip(x.shape[:1:-1], sizes[::-1])
                        for side in (0, -size % window)])
          rolled = [0 if one == 1 else -by for one, by in zip(count, shift)]
          x = x.roll(rolled, (2, 3)).unflatten(3, (-1, sizes[1])).unflatten(2, (-1, sizes[0]))
          return x.permute(0, 2, 4, 1, 3, 5).flatten(0, 2)


      def windows_to_space(x, like, shift):
          \"""Windows back into a map as large as another.\"""
          count = [-(-size // window) for size, window in zip(like.shape[2:], x.shape[2:])]
          x = x.unflatten(0, (-1, *count)).permute(0, 3, 1, 4, 2, 5).flatten(4, 5).flatten(2, 3)
          rolled = [0 if one == 1 else by for one, by in zip(count, shift)]
          return x.roll(rolled, (2, 3))[:, :, :like.shape[2], :like.shape[3]]
      """
    case .pieces:
      """
      def space_to_batch(x, height, width):
          \"""A sample for each place in blocks of a map (arXiv:2110.02178, section 3.1).\"""
          x = x.unflatten(3, (-1, width)).unflatten(2, (-1, height))
          return x.permute(0, 3, 5, 1, 2, 4).flatten(0, 2)


      def batch_to_space(x, height, width):
          \"""Those samples back into a map.\"""
          x = x.unflatten(0, (-1, height, width)).permute(0, 3, 4, 1, 5, 2)
          return x.flatten(4, 5).flatten(2, 3)
      """
    }
  }
}

extension Helper {
  /// The names that helpers define.
  static let names = Set(
    allCases.flatMap { helper in
      helper.text.split(separator: "\n").compactMap { line in
        line.hasPrefix("class ") || line.hasPrefix("def ")
          ? String(line.split(separator: " ")[1].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
          : nil
      }
    })
}
