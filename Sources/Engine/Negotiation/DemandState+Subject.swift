extension DemandState {
    /// What the members of a channel are told; for a sub-network the gap as a demand of its own, in the setting of the parent.
    func subject(of channel: ChannelID) -> Understanding? {
        guard channel.isChild else { return understanding }
        let number = channel.childNumber
        guard var understanding, triggered.indices.contains(number - 1) else { return nil }
        let sub = triggered[number - 1].subDemand
        understanding.surfaceDemand = sub.surfaceDemand
        understanding.depth.type = sub.depth.type
        understanding.depth.motivation = sub.depth.motivation
        understanding.depth.keywords = sub.capabilityTags
        understanding.depth.resourceRequirements = sub.capabilityTags
        understanding.capabilityTags = sub.capabilityTags
        understanding.questions = []
        understanding.uncertainties = []
        return understanding
    }
}
