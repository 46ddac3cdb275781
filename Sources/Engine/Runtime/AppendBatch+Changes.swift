extension AppendBatch {
    /// What the rows beside the log have to become, as the difference of two states.
    mutating func recordChanges(from old: DemandState, to new: DemandState) {
        channels = ([new.channel].compactMap(\.self) + new.children).compactMap { channel in
            let row = ChannelRow(
                channel: channel.id.rawValue, status: channel.status.rawValue, round: channel.round,
                version: channel.version)
            let before = old.negotiation(channel.id)
            let isSame =
                before?.status == channel.status && before?.round == channel.round && before?.version == channel.version
            return isSame ? nil : row
        }
        let before = Set(old.effects.compactMap(\.deadlineRow))
        let after = Set(new.effects.compactMap(\.deadlineRow))
        deadlinesSet = after.subtracting(before).sorted { $0.due < $1.due }
        deadlinesCleared = before.subtracting(after).sorted { $0.due < $1.due }
        let openBefore = Set(old.openQuestions.map(\.messageID))
        let questions = new.openQuestions
        let openAfter = Set(questions.map(\.messageID))
        messagesOpened = questions.filter { !openBefore.contains($0.messageID) }.map { question in
            MessageRow(
                messageID: question.messageID, channel: question.channel.rawValue, agentID: question.agentID,
                kind: question.kind.rawValue, round: question.round, version: question.version, due: question.due)
        }
        for closed in openBefore.subtracting(openAfter) { messagesClosed[closed] = new.head }
    }
}

extension Effect {
    fileprivate var deadlineRow: AppendBatch.DeadlineRow? {
        guard case .wake(let key, let due) = self else { return nil }
        return AppendBatch.DeadlineRow(
            channel: key.channel.rawValue, kind: key.kind.rawValue, round: key.round, due: due)
    }
}
