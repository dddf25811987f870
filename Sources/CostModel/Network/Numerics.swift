/// What a layer's results depend on and no count does: the constants that files write beside their
/// operators. Unless told otherwise they are as in PyTorch.
package struct Numerics: Hashable, Sendable {
  /// Added to a variance, or to a mean of squares, before the root is taken.
  package var epsilon = 1e-5
  /// The factor of `leaky` for numbers below 0.
  package var slope = 0.01
  /// Whether GELU is approximated by tanh (arXiv:1606.08415, section 2).
  package var approximatesGELU = false
  /// What the border of zeros of a padded tensor holds.
  package var border = 0.0
  /// Whether the channels that become a block of positions, or are made of one, are the places of the
  /// block times the channels, rather than the other way round.
  package var ordersByPlace = false
  /// What the sums of a contraction are multiplied by.
  package var scale = 1.0
  /// Whether an average counts the padding in its window as elements.
  package var countsPadding = false
  /// How many fewer elements a variance is divided by than there are.
  package var correction = 0.0
  /// Whether the elements that are put in order are the smallest ones, rather than the largest.
  package var ascends = false
  /// How a resized map is read between its positions; nil for the nearest one before.
  package var sampling: Sampling?
  /// Whether a recurrent layer of one direction reads its sequence from the end.
  package var startsAtEnd = false
  /// Whether the candidate of a GRU is made of the state after the reset, as the paper has it
  /// (arXiv:1406.1078, equation 8), and not of the state's product.
  package var resetsState = false
  /// The constants of local response normalization.
  package var response = Response()
  /// The operator in whose place the layer stands: it costs the same, but computes something else.
  package var standsFor: String?

  /// The usual ones.
  package init() {}
}

extension Numerics {
  /// `x / (bias + alpha * sum of squares over size channels) ^ beta`.
  package struct Response: Hashable, Sendable {
    /// The constants; those of Krizhevsky, Sutskever and Hinton, 2012, section 3.3, unless told
    /// otherwise. Alpha is not yet divided by the size.
    package var (size, alpha, beta, bias) = (5, 1e-4, 0.75, 2.0)

    /// The usual ones.
    package init() {}
  }

  /// How a map is read between its positions.
  package struct Sampling: Hashable, Sendable {
    /// What is made of the positions around.
    package enum Method: Hashable, Sendable {
      case nearest(Rounding)
      case linear
      /// By the given coefficient, such as -0.75.
      case cubic(Double)
    }

    /// Which position is the nearest.
    package enum Rounding: Hashable, Sendable {
      case down, up, halfDown, halfUp
    }

    /// Where a position of the output lies in the input.
    package enum Coordinates: Hashable, Sendable {
      /// Both maps begin at the same corner: `x / scale`.
      case asymmetric
      /// Positions are the middles of squares: `(x + 0.5) / scale - 0.5`.
      case halfPixel
      /// As ``halfPixel``, but a single position lies at 0.
      case halfPixelOfMany
      /// The middles of the first and of the last squares lie on each other.
      case corners
    }

    package var method: Method
    package var coordinates: Coordinates
    /// The factors by which the file says that the map grows, where they are not those of the sizes.
    package var factors: [Double]?

    package init(_ method: Method, _ coordinates: Coordinates, factors: [Double]? = nil) {
      self.method = method
      self.coordinates = coordinates
      self.factors = factors
    }
  }

  /// The constants of a layer and of one that is attached to it, which have different ones.
  package func with(_ other: Numerics) -> Numerics {
    let usual = Numerics()
    var all = self
    func take<Value: Equatable>(_ field: WritableKeyPath<Numerics, Value>) {
      if other[keyPath: field] != usual[keyPath: field] {
        all[keyPath: field] = other[keyPath: field]
      }
    }
    take(\.epsilon)
    take(\.slope)
    take(\.approximatesGELU)
    take(\.standsFor)
    return all
  }
}
