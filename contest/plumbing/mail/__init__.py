"""Letters by e-mail: promised with their cause, written in the reader's language, sent in the background.

Each letter is one template of ``templates/mail/``; its first line is the
subject. Without a mail server the letters lie in ``instance/outbox`` as .eml
files, for a demonstration and for offices that send by hand.
"""

from contest.plumbing.mail.letter import address_of
from contest.plumbing.mail.links import absolute
from contest.plumbing.mail.sending import letters_leave, send_mail_later

__all__ = ["absolute", "address_of", "letters_leave", "send_mail_later"]
