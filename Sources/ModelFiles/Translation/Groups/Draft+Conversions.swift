import CostModel
import Symbolic

// Quantized networks as most frameworks write them: each operator reads dequantized numbers and gives
// quantized ones, which means that it works on integers.
extension Draft {
  /// Operators take in the conversions around them.
  mutating func takeConversions() {
    for index in layers.indices where layers[index] != nil { takeConversions(index) }
  }

  private mutating func takeConversions(_ index: Int) {
    guard let last = layers[index], last.operation.isConversion(.quantize),
      let (maker, operation) = only(last.inputs[0]), !operation.operation.isAnyConversion
    else { return }
    var stored: [Operand] = []
    var conversions: [Int] = []
    for input in operation.inputs {
      guard input.tensor != nil else {
        stored.append(input)
        continue
      }
      guard let (index, conversion) = self.maker(of: input),
        conversion.operation.isConversion(.dequantize)
      else { return }
      stored.append(conversion.inputs[0])
      conversions.append(index)
    }
    guard !conversions.isEmpty else { return }
    replace(maker, operation.operation, stored)
    merge(index, into: maker) { _ in }
    for index in Set(conversions) {
      if let layer = layers[index], readers[layer.output] == 0 { remove(index) }
    }
  }
}

extension Operator where Size == Formula {
  fileprivate func isConversion(_ method: Conversion.Method) -> Bool {
    if case .conversion(let conversion) = self { conversion.method == method } else { false }
  }

  fileprivate var isAnyConversion: Bool { if case .conversion = self { true } else { false } }
}
