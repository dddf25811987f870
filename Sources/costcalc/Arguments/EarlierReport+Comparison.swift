import CostModel
import Specs
import Symbolic

extension GateArguments {
  /// Holds a count against the earlier one of `--against`.
  ///
  /// - Returns: what differs but may, such as how weights are stored.
  /// - Throws: a usage error for counts of different conventions or batches, which mean something
  ///   else.
  func compare(_ network: Network, _ options: CountOptions) throws -> [String] {
    guard let earlier else { return [] }
    for (option, own, old) in [
      ("convention", options.convention?.name ?? "costcalc", earlier.convention),
      ("batch", network.batch.text, earlier.batch ?? network.batch.text),
    ] where own != old {
      throw invocation.usageError(
        "--against was counted with --\(option) \(printable(old)), and this with \(printable(own))",
        remedy: "count both with one")
    }
    let storage =
      "\(network.weightTypes(options)) weights and \(network.tensorTypes(options)) tensors"
    return [(earlier.model, network.name), (earlier.storage ?? storage, storage)]
      .filter { $0 != $1 }.map { "\(printable(earlier.file)) counts \($0.0)" }
  }
}
