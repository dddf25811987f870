import CostModel
import JSON

extension MachineProfile {
  /// A hash of the numbers that decide what fits the machine and how long networks take on it. It
  /// stays the same if a title, a note or a source is reworded.
  package var contentFingerprint: String {
    let rates = peaks.sorted { $0.precision.rawValue < $1.precision.rawValue }.map { peak in
      (peak.precision.rawValue, peak.rate.map(\.output) ?? .null)
    }
    let sizes = [("bandwidth", bandwidth), ("ram", ram), ("flash", flash)].map { name, size in
      (name, size?.value.map { JSONOutput.number($0) } ?? .null)
    }
    let shares = efficiency.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, share in
      (kind.rawValue, JSONOutput.number(share))
    }
    let text = JSONOutput.object([
      ("peaks", .object(rates)), ("sizes", .object(sizes)), ("efficiency", .object(shares)),
    ]).line
    return Spec.fingerprint(of: Array(text.utf8))
  }
}

extension MachineProfile.Rate {
  fileprivate var output: JSONOutput {
    switch self {
    case .perSecond(let rate): .array([.string("per second"), .number(rate)])
    case .perCycle(let rate): .array([.string("per cycle"), .number(rate)])
    }
  }
}
