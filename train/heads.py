"""The joint model: span tags and pair scores on one encoder's states. extract/model reads what this defines."""
import functools

import torch
import torch.nn as nn
import torch.nn.functional as F

ENTITY = ["Person", "Organization", "Program", "Event", "Place", "Award", "Work"]
VALUES = ["Theme", "Level", "Degree", "Amount"]  # spans of qualifier values, in a tier of their own
TAGGED = ENTITY + [t + "~" for t in ENTITY] + ["Title", "Date"]
TYPES = TAGGED + VALUES  # type index of a mention in the pair head
TIERS = 3  # nesting depth: outermost, inside, inside that
LETTER = dict(zip("POGVLAW", ENTITY))

DOMAIN_RANGE = {
    "holds_position": ("P", "O"), "appointed": ("O", "P"), "studied_at": ("P", "O"), "organized": ("OP", "V"),
    "attended": ("PO", "V"), "presided_over": ("P", "V"), "spoke_at": ("P", "V"), "held_in": ("V", "LO"),
    "runs_program": ("O", "G"), "participated_in": ("PO", "GV"), "received": ("POGW", "A"), "granted": ("O", "A"),
    "published": ("PO", "W"), "signed": ("PO", "W"), "partnered_with": ("O", "O"), "visited": ("PO", "OL"),
    "met_with": ("PO", "PO"), "funded": ("PO", "OGV"), "part_of": ("OGVL", "OGVL"), "located_in": ("OVL", "L"),
}
SYMMETRIC = {"partnered_with", "met_with"}
PREDICATES = list(DOMAIN_RANGE)
AUXILIARY = ["same", "title_of", "title_at", "date_of", "value_of"]
RELATIONS = PREDICATES + AUXILIARY
STATUS = ["asserted", "planned", "negated", "reported", "former"]
ROLES = {"organized": ["", "host", "organizer", "co-organizer", "support"],
         "runs_program": ["", "launch", "implement", "lead", "support"]}
CHOICES = {"status": STATUS, **{"role:" + p: r for p, r in ROLES.items()}}
OUTPUTS = RELATIONS + [f"{c}={v}" for c, vs in CHOICES.items() for v in vs]
DISTANCES = 16  # 0..7 forward, 8..15 backward; see bucket()
HIDDEN = 256


def base(t):
    return t.rstrip("~")


@functools.cache
def admissible():
    """[relation, type of the first, type of the second]: what the schema allows."""
    ok = torch.zeros(len(RELATIONS), len(TYPES), len(TYPES), dtype=torch.bool)
    for a, ta in enumerate(TYPES):
        for b, tb in enumerate(TYPES):
            for r, name in enumerate(RELATIONS):
                if name in DOMAIN_RANGE:
                    d, g = DOMAIN_RANGE[name]
                    yes = base(ta) in [LETTER[x] for x in d] and base(tb) in [LETTER[x] for x in g]
                    if name == "part_of":
                        yes = yes and (base(ta), base(tb)) in {("Organization",) * 2, ("Program",) * 2, ("Event",) * 2, ("Event", "Program"), ("Place",) * 2}
                elif name == "same": yes = base(ta) == base(tb) and ta in TAGGED[:14] and tb in ENTITY
                elif name == "title_of": yes = ta == "Title" and base(tb) == "Person"
                elif name == "title_at": yes = ta == "Title" and base(tb) == "Organization"
                elif name == "date_of": yes = ta == "Date" and base(tb) in ENTITY
                else: yes = ta in VALUES and base(tb) in ENTITY
                ok[r, a, b] = yes
    return ok


def bucket(a, b):
    """Distance bucket of two token spans: 0 overlapping, then 1, 2-3, 4-7, 8-15, 16-47, 48-127, more; +8 when b comes first."""
    gap = max(b[0] - a[1], a[0] - b[1], -1) + 1  # 0: they overlap
    k = 0 if gap <= 0 else 1 if gap == 1 else 2 if gap <= 3 else 3 if gap <= 7 else 4 if gap <= 15 else 5 if gap <= 47 else 6 if gap <= 127 else 7
    return k + (8 if b[0] < a[0] or (b[0] == a[0] and b[1] > a[1]) else 0)


class Joint(nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        w = encoder.width
        self.tags = nn.Linear(w, TIERS * (1 + 2 * len(TAGGED)) + 1 + 2 * len(VALUES))
        self.first = nn.Linear(2 * w, HIDDEN)   # of the pair, from its first and last state
        self.second = nn.Linear(2 * w, HIDDEN)
        self.between = nn.Linear(w, HIDDEN, bias=False)
        self.first_type = nn.Embedding(len(TYPES), HIDDEN)
        self.second_type = nn.Embedding(len(TYPES), HIDDEN)
        self.distance = nn.Embedding(DISTANCES, HIDDEN)
        self.output = nn.Linear(HIDDEN, len(OUTPUTS))
        for e in (self.first_type, self.second_type, self.distance):
            nn.init.normal_(e.weight, std=0.1)
        with torch.no_grad():
            self.output.bias[: len(RELATIONS)] = -3.0
        self.register_buffer("ok", admissible(), persistent=False)

    def states(self, ids, shapes, kinds, lengths):
        return self.encoder(ids, shapes, kinds, lengths)

    def split_tags(self, out):
        """[.., all] -> list of TIERS + 1 tensors of BIO scores."""
        n = 1 + 2 * len(TAGGED)
        return [out[..., i * n:(i + 1) * n] for i in range(TIERS)] + [out[..., TIERS * n:]]

    def pairs(self, h, spans, types, i, j, buckets):
        """Scores of the pairs (i, j) of one window. h: [tokens, width]; spans: [mentions, 2] (past the end)."""
        m = torch.cat([h[spans[:, 0]], h[spans[:, 1] - 1]], -1)
        a = self.first(m) + self.first_type(types)
        b = self.second(m) + self.second_type(types)
        z = self.between(h).float()
        total = F.pad(z.cumsum(0), (0, 0, 1, 0))
        lo = torch.minimum(spans[i, 1], spans[j, 1])
        hi = torch.maximum(spans[i, 0], spans[j, 0])
        gap = (hi - lo).clamp(min=0)
        hi = lo + gap
        mid = (total[hi] - total[lo]) / gap.clamp(min=1)[:, None]
        x = F.relu(a[i].float() + b[j].float() + mid + self.distance(buckets))
        return self.output(F.dropout(x, 0.1, self.training)).float()
