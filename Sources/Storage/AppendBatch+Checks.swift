internal import Engine

extension AppendBatch {
    var isNumberedWithoutHoles: Bool {
        events.enumerated().allSatisfy { offset, event in event.sequence == expectedHead + 1 + offset }
    }

    /// What followers are told once the batch is committed.
    var changes: StoreChanges {
        var changes = StoreChanges()
        if !events.isEmpty { changes.events = [demandID] }
        if !inputs.isEmpty { changes.inputs = [demandID] }
        return changes
    }
}
