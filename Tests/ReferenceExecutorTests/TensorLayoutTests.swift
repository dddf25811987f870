import Testing

import CostModel
import ReferenceExecutor

/// Where fast kernels put tensors, worked out before anything is allocated.
struct TensorLayoutTests {
  private func layout(_ rows: [Table.Row]) throws -> TensorLayout {
    var table = Table()
    table.input = (2, [4, 4])
    table.rows = rows
    return TensorLayout(try Plan(try table.network(), memoryLimit: .max))
  }

  private func conv(_ channels: Int, _ name: String = "-") -> Table.Row {
    [("operator", "\"conv\""), ("k", "1"), ("c", "\(channels)"), ("name", "\"\(name)\"")]
  }

  @Test func deadTensorsMakeRoom() throws {
    let same = try layout([conv(4), conv(4), conv(4), conv(2)])
    // The input stays; the others take turns.
    #expect(same.sizes == [32, 64, 64] && same.outputs == [1, 2, 1, 2])
    // None is large enough for the next.
    let growing = try layout([conv(4), conv(8), conv(16)])
    #expect(growing.sizes == [32, 64, 128, 256] && growing.elements == 480)
  }

  @Test func viewsAndBranchesHoldTheirs() throws {
    let views = try layout([
      conv(8, "whole"), [("operator", "\"split\""), ("c", "2")], conv(8),
      [("operator", "\"add\""), ("from", "[\"whole\", \"-\"]")],
    ])
    #expect(views.outputs[0] == views.outputs[1] && views.outputs[2] != views.outputs[0])
    #expect(views.outputs[3] != views.outputs[0] && views.outputs[3] != views.outputs[2])
  }
}
