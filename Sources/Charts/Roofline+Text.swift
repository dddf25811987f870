import CostModel

extension Roofline {
  /// `h100, fp16: 989 TFLOP/s, 3.35 TB/s, ridge at 295 FLOPs/byte`.
  package var text: String {
    "\(machine.name), \(precision.rawValue): \(peakText), \(bandwidthText), "
      + "ridge at \(ridgeText)"
  }

  /// The peak with its unit.
  package var peakText: String { peak.scaled(unit: "\(precision.operations)/s") }

  /// The ridge with its unit.
  package var ridgeText: String {
    "\(groupingDigits(ridge.significant(3))) \(precision.operationsPerByte)"
  }

  /// The bandwidth with its unit.
  package var bandwidthText: String { bandwidth.scaled(unit: "B/s") }
}

extension Precision {
  /// `FLOPs/byte`, or `OPs/byte` for integers.
  package var operationsPerByte: String { "\(operations)s/byte" }

  /// The operations counted: floating-point, or integer.
  package var operations: String { self == .int8 ? "OP" : "FLOP" }
}
