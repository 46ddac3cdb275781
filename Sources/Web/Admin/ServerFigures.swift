/// What a server is busy with.
public struct ServerFigures: Sendable, Hashable {
    /// Open connections, streams included.
    public var connections = 0
    /// Open streams.
    public var streams = 0
    /// Streams closed since the start because their clients did not read.
    public var droppedStreams = 0

    public init(connections: Int = 0, streams: Int = 0, droppedStreams: Int = 0) {
        self.connections = connections
        self.streams = streams
        self.droppedStreams = droppedStreams
    }
}
