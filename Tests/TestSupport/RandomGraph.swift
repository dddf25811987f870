import CostModel
import Symbolic

/// A random network of general operators, made by the builder: tensors of any rank in both layouts,
/// several inputs, parameters and constants among the operands.
///
/// Attributes are plausible, and now and then anything; what the builder refuses is left out, so the
/// network is always valid.
package struct RandomGraph<Source: RandomNumberGenerator> {
  package internal(set) var builder = NetworkBuilder()
  /// What the builder refused.
  package private(set) var refusals: [Diagnostic] = []
  /// How many operators it took.
  package private(set) var layers = 0
  var random: Source
  var tensors: [(tensor: Tensor, isRead: Bool)] = []

  /// A network of at most that many operators.
  package init(using random: Source, operators: Int) {
    self.random = random
    for number in 0..<pick([1, 1, 1, 2, 3]) {
      tensors.append((builder.input(shape(), named: "input\(number)"), true))
    }
    for _ in 0..<operators { part() }
    if layers == 0 { add(.elementwise(Elementwise(.exp)), [tensors[0].tensor]) }
  }

  /// The network, whose outputs are what no operator reads.
  package mutating func network() throws(Diagnostic) -> Network {
    try builder.network(
      named: "graph", outputs: tensors.filter { !$0.isRead }.map(\.tensor))
  }

  // MARK: Choices

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  /// A number as it should be, or once in a while another.
  mutating func about(_ value: Int) -> Int {
    number(0...39) == 0 ? pick([0, -1, 1, 7, 1 << 20, .max, .min, value]) : value
  }

  mutating func size() -> Int { pick([1, 1, 2, 3, 4, 6]) }

  mutating func shape() -> Shape {
    let rank = pick([0, 1, 2, 3, 3, 4, 4, 5])
    return Shape(
      (0..<rank).map { _ in Formula(size()) }, layout: pick([.channelsFirst, .channelsLast]))
  }

  mutating func tensor() -> Tensor {
    let index = number(0...1) == 0 ? tensors.count - 1 : number(0...tensors.count - 1)
    return tensors[index].tensor
  }

  /// Sizes as numbers.
  func sizes(_ tensor: Tensor) -> [Int] {
    tensor.shape.sizes.map { size in
      size.constantValue.flatMap { try? $0.integer() } ?? 1
    }
  }

  mutating func axis(_ tensor: Tensor) -> Int {
    about(tensor.shape.sizes.isEmpty ? 0 : number(0...tensor.shape.sizes.count - 1))
  }

  mutating func axes(_ tensor: Tensor) -> [Int] {
    tensor.shape.sizes.indices.filter { _ in number(0...1) == 0 }
  }

  // MARK: Operators

  mutating func add(
    _ operation: Operator<Formula>, _ inputs: [Tensor], norm: Norm? = nil,
    activation: Activation? = nil
  ) {
    do {
      let output = try builder.add(
        operation, inputs, norm: norm, activation: activation, path: ["layer\(layers + 1)"])
      layers += 1
      for input in inputs {
        if let index = tensors.firstIndex(where: { $0.tensor.id == input.id }) {
          tensors[index].isRead = true
        }
      }
      tensors.append((output, false))
    } catch {
      refusals.append(error)
    }
  }

  mutating func part() {
    let source = tensor()
    let sizes = sizes(source)
    switch number(0...22) {
    case 0...2: elementwise(source)
    case 3:
      add(
        .reduction(
          Reduction(
            pick(Reduction.Function.allCases), axes: axes(source), keeps: pick([true, false]))),
        [source])
    case 4: contraction(source)
    case 5: add(.softmax(Softmax(pick(SharesFunction.allCases), axis: axis(source))), [source])
    case 6:
      add(
        .dense(Dense(channels: Formula(size()), hasBias: pick([true, false]), axis: axis(source))),
        [source])
    case 7: normalization(source)
    case 8, 9: reshape(source, sizes)
    case 10:
      add(.move(.transpose(sizes.indices.shuffled(using: &random), layout: nil)), [source])
    case 11: slice(source, sizes)
    case 12: pad(source, sizes)
    case 13: concat(source, sizes)
    case 14: gather(source)
    case 15: add(.move(.tile(sizes.map { _ in Formula(pick([1, 1, 2])) })), [source])
    case 16: expand(source, sizes)
    case 17: recurrent(source)
    case 18: window(source)
    case 19: attention(source)
    case 20: pieces(source)
    case 21: join(source)
    default: add(.conversion(Conversion(pick(Conversion.Method.allCases), to: .int8)), [source])
    }
  }
}
