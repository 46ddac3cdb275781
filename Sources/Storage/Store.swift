public import Engine

/// The port that both stores of this module implement. It is declared where it is used, in `Engine/Ports/Store.swift`.
public typealias Store = Engine.Store
