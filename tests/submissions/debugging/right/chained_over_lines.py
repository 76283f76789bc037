def output_layer(H, W_hq, b_q):
    return (
        H.transpose(0, 1)
        .contiguous()
        .flatten(end_dim=1)
        .mm(W_hq)
        .add(b_q)
        .unflatten(0, (H.shape[1], H.shape[0]))
        .transpose(0, 1)
    )
